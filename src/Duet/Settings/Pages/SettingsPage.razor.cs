using System.Globalization;
using System.Reflection;
using Duet.Access;
using Duet.Platform;
using Microsoft.AspNetCore.Components;

namespace Duet.Settings.Pages;

/// <summary>How numbers are cut and hidden, and what runs where.</summary>
public sealed partial class SettingsPage
{
    // A working week is read from its Monday.
    private static readonly IReadOnlyList<DayOfWeek> Days =
        [.. Enum.GetValues<DayOfWeek>().OrderBy(day => ((int)day + 6) % 7)];

    private readonly string version =
        typeof(SettingsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private SettingsInput stored = new();
    private IReadOnlyList<string> problems = [];
    private DataSizes sizes = new("", 0, 0, 0);
    private bool saved;
    private bool mayChange;

    [Inject]
    private InstallationSettings Settings { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private DataDirectory Data { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "settings")]
    private SettingsInput? Input { get; set; }

    // What a person sent is shown again until it is good.
    private SettingsInput Shown => Input ?? stored;

    protected override async Task OnInitializedAsync()
    {
        mayChange = Caller.Can(Permission.SettingsWrite);
        sizes = DataSizes.Of(Data);
        stored = SettingsInput.Of(await Settings.ReadAsync(Context.RequestAborted));
    }

    private async Task SaveAsync()
    {
        var (settings, found) = (Input ?? new SettingsInput()).Check(await Settings.ReadAsync(Context.RequestAborted));
        problems = found;
        if (settings is null)
            return;
        await Settings.ChangeAsync(settings, Caller, Context.RequestAborted);
        saved = true;
    }

    // Sorting by the zones' names in words, which are not shown, would take seconds.
    private static IEnumerable<string> Zones(string? current) =>
        TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(zone => zone.Id).Append("UTC").Append(current ?? "UTC").Distinct().Order(StringComparer.Ordinal);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.CurrentCulture) + " MB";
}
