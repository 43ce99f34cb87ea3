using System.Globalization;
using System.Reflection;
using Duet.Access;
using Duet.Platform;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Components;

namespace Duet.Settings.Pages;

/// <summary>How numbers are cut and hidden, keys for programs, and what runs where.</summary>
public sealed partial class SettingsPage
{
    // A working week is read from its Monday.
    private static readonly IReadOnlyList<DayOfWeek> Days =
        [.. Enum.GetValues<DayOfWeek>().OrderBy(day => ((int)day + 6) % 7)];

    private readonly string version =
        typeof(SettingsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private SettingsInput stored = new();
    private IReadOnlyList<string> problems = [];
    private IReadOnlyList<ApiKey> keys = [];
    private KeyRefusal? keyRefusal;
    private string? newKey;
    private DataSizes sizes = new("", 0, 0, 0);
    private bool saved;
    private bool isGuest;

    [Inject]
    private InstallationSettings Settings { get; set; } = null!;

    [Inject]
    private Keys Keys { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private DataDirectory Data { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "settings")]
    private SettingsInput? Input { get; set; }

    [SupplyParameterFromForm(FormName = "add-key")]
    private NewKey? NewKeyInput { get; set; }

    // What a person sent is shown again until it is good.
    private SettingsInput Shown => Input ?? stored;

    protected override async Task OnInitializedAsync()
    {
        isGuest = Context.User.IsGuest();
        sizes = DataSizes.Of(Data);
        stored = SettingsInput.Of(await Settings.ReadAsync(Context.RequestAborted));
        keys = Caller.Can(Permission.KeysManage) ? await Keys.ListAsync(Caller, Context.RequestAborted) : [];
    }

    private async Task SaveAsync()
    {
        var (settings, found) = (Input ?? new SettingsInput()).Check();
        problems = found;
        if (settings is null)
            return;
        await Settings.SaveAsync(settings, Context.RequestAborted);
        saved = true;
    }

    private async Task AddKeyAsync()
    {
        var answer = await Keys.AddAsync(new KeyRequest(NewKeyInput?.Name?.Trim() ?? "", []), Caller, Context.RequestAborted);
        (newKey, keyRefusal) = (answer.Text, answer.Refusal);
        keys = await Keys.ListAsync(Caller, Context.RequestAborted);
    }

    // Sorting by the zones' names in words, which are not shown, would take seconds.
    private static IEnumerable<string> Zones(string? current) =>
        TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(zone => zone.Id).Append("UTC").Append(current ?? "UTC").Distinct().Order(StringComparer.Ordinal);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.CurrentCulture) + " MB";

    private sealed class NewKey
    {
        public string? Name { get; set; }
    }
}
