using System.Globalization;
using Duet.Access;
using Duet.Feedback.Inbox;
using Duet.Feedback.Records;
using Duet.Feedback.Themes;
using Duet.Platform.Ui;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Components;
using Theme = Duet.Feedback.Records.Theme;

namespace Duet.Feedback.Pages;

/// <summary>The inbox: what people said, what becomes of it, and one voice beside the list. The address is its state.</summary>
public sealed partial class FeedbackPage
{
    private static readonly TimeSpan Late = TimeSpan.FromDays(30);

    private IReadOnlyDictionary<VoiceFilter, long> counts = new Dictionary<VoiceFilter, long>();
    private IReadOnlyList<InboxRow> rows = [];
    private IReadOnlyList<Theme> themes = [];
    private VoiceReach reach;
    private long? total;
    private string? next;

    [Inject]
    private InboxReader Reader { get; set; } = null!;

    [Inject]
    private Codebook Codebook { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateText { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string[]? KindTexts { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? OrderText { get; set; }

    [SupplyParameterFromQuery(Name = "theme")]
    private string? ThemeText { get; set; }

    [SupplyParameterFromQuery]
    private string? Source { get; set; }

    [SupplyParameterFromQuery]
    private string? After { get; set; }

    [SupplyParameterFromQuery(Name = "voice")]
    private string? VoiceText { get; set; }

    private VoiceFilter Filter => Read(StateText, VoiceFilter.Waiting);

    private VoiceOrder Order => Read(OrderText, VoiceOrder.Heaviest);

    private IReadOnlyList<VoiceKind> Kinds => [.. (KindTexts ?? []).Select(text => Enum.TryParse<VoiceKind>(text, true, out var kind) ? kind : (VoiceKind?)null).OfType<VoiceKind>()];

    private int? Theme => QueryNumber.Int(ThemeText);

    private int? Shown { get; set; }

    private int? Voice => QueryNumber.Int(VoiceText);

    private CancellationToken Stop => Context.RequestAborted;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        reach = await VoiceReach.OfAsync(Caller, Stop);
        counts = await Reader.CountAsync(reach, Stop);
        themes = await Codebook.ListAsync(Stop);
        (rows, total, next) = await Reader.ListAsync(new VoiceQuery(Filter, Kinds, Words, Order, Theme, null, null, After) { Source = Source }, reach, Stop);
        // What is done to a voice may take it out of the list; it stays beside it until somebody goes on.
        Shown ??= Voice ?? (rows is [var first, ..] ? first.Row.Id : null);
    }

    private bool IsLate(InboxRow one) => one.State is "new" or "triaged" or "linked" or "started" or "tell" && Time.GetUtcNow() - one.Row.CapturedAt > Late;

    private string Age(DateTimeOffset at) => Text["Days", (int)(Time.GetUtcNow() - at).TotalDays];

    private string Address(VoiceFilter? filter = null, int? voice = null, string? after = null, string? source = null)
    {
        List<string> parts = [$"state={Word(filter ?? Filter)}"];
        parts.AddRange(Kinds.Select(kind => $"kind={Word(kind)}"));
        if (!string.IsNullOrWhiteSpace(Words))
            parts.Add($"q={Uri.EscapeDataString(Words)}");
        if (Order != VoiceOrder.Heaviest)
            parts.Add($"by={Word(Order)}");
        if (Theme is { } theme)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"theme={theme}"));
        if ((source ?? Source) is { Length: > 0 } from)
            parts.Add($"source={Uri.EscapeDataString(from)}");
        // Another tab begins at its beginning.
        if ((after ?? (filter is null ? After : null)) is { Length: > 0 } place)
            parts.Add($"after={Uri.EscapeDataString(place)}");
        if (voice is > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"voice={voice}"));
        return $"/feedback?{string.Join('&', parts)}";
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T Read<T>(string? text, T otherwise) where T : struct, Enum =>
        text is not null && Enum.TryParse<T>(text, true, out var value) && Enum.IsDefined(value) ? value : otherwise;
}
