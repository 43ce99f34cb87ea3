using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Loop.Telling;
using Duet.Platform.Ui;
using Duet.Platform.Web;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Loop.Pages;

/// <summary>How long the answers take, leg by leg, the same for customers and for developers; and what waits to be told.</summary>
public sealed partial class LoopPage
{
    private const int UsualWeeks = 26;

    private static readonly int[] WeekChoices = [13, UsualWeeks, 52];
    private static readonly VoiceKind[] Kinds = Enum.GetValues<VoiceKind>();

    private List<LoopRow> legs = [];
    private List<LoopRow> wholes = [];
    private List<LoopRow> shares = [];
    private IReadOnlyDictionary<VoiceKind, (int All, int Old)> open = new Dictionary<VoiceKind, (int All, int Old)>();
    private IReadOnlyList<Proposal> proposals = [];
    private Refused? refused;
    private bool isDone;

    [Inject]
    private LoopPictures Pictures { get; set; } = null!;

    [Inject]
    private Proposals Proposals { get; set; } = null!;

    [Inject]
    private Tellings Tellings { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "weeks")]
    private string? WeeksText { get; set; }

    // One name for all of these forms: each proposal has its own.
    [SupplyParameterFromForm]
    private Entered? Told { get; set; }

    private int Weeks => QueryNumber.Int(WeeksText) is { } weeks && WeekChoices.Contains(weeks) ? weeks : UsualWeeks;

    private CancellationToken Stop => Context.RequestAborted;

    // The longest leg is where to begin.
    private string Lede
    {
        get
        {
            var whole = wholes.FirstOrDefault(row => row.Definition.Key == "loop.asked_to_told");
            var longest = legs.Where(row => row.All is { Value: not null }).MaxBy(row => row.All!.Value * Durations.MinutesIn(row.Definition.Unit));
            var told = whole?.All is { Value: { } days } ? Text["Loop.Lede", Figures.Long(days, whole.Definition.Unit)] : Text["Loop.LedeOpen"];
            return longest is null ? told : $"{told} {Text["Loop.Longest", longest.Definition.Name, Figures.Long(longest.All!.Value!.Value, longest.Definition.Unit)]}";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        legs = await RowsAsync(LoopPictures.Legs);
        wholes = await RowsAsync(LoopPictures.Wholes);
        shares = await RowsAsync(LoopPictures.Shares);
        if (Caller.Can(Permission.VoiceRead))
            open = await Pictures.OpenAsync(await VoiceReach.OfAsync(Caller, Stop), Stop);
        if (Caller.Can(Permission.VoiceTriage))
            proposals = await Proposals.ListAsync(Stop);
    }

    private async Task<List<LoopRow>> RowsAsync(IReadOnlyList<string> keys)
    {
        List<LoopRow> rows = [];
        foreach (var key in keys)
            if (await Pictures.RowAsync(key, Weeks, Stop) is { } row)
                rows.Add(row);
        return rows;
    }

    private async Task SendAsync(int telling)
    {
        refused = await Tellings.SendAsync(telling, Told?.Subject, Told?.Body, Caller, Stop);
        isDone = refused is null;
        proposals = await Proposals.ListAsync(Stop);
    }

    private string Shown(SeriesPoint? point, Unit unit) =>
        point is null or { N: 0 } ? "" : point.Value is { } value ? Figures.Short(value, unit) : Text["Loop.NoMedian"];

    private string Beside(SeriesPoint? point, Unit unit) => point switch
    {
        null or { N: 0 } => "",
        { Open: > 0 } => " " + Text["Loop.NOpen", point.N, point.Open],
        { Low: { } low, High: { } high } => " " + Text["Loop.NRange", point.N, Figures.ShortRange(low, high, unit)],
        _ => " " + Text["N", point.N],
    };

    private sealed class Entered
    {
        public string? Subject { get; set; }
        public string? Body { get; set; }
    }
}
