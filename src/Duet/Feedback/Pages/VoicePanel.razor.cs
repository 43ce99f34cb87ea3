using Duet.Access;
using Duet.Feedback.Inbox;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Feedback.Themes;
using Duet.Initiatives;
using Duet.Teams;
using Microsoft.AspNetCore.Components;
using Theme = Duet.Feedback.Records.Theme;

namespace Duet.Feedback.Pages;

/// <summary>One voice: what was said, how far the answer has come, and what can be done about it.</summary>
public sealed partial class VoicePanel
{
    private const int AlikeShown = 3;

    // A duplicate is merged, so that its votes stay.
    private static readonly VoiceEnd[] Ends = [VoiceEnd.Done, VoiceEnd.Declined, VoiceEnd.Spam, VoiceEnd.Withdrawn];

    private InboxVoice? voice;
    private IReadOnlyList<Alike> alike = [];
    private IReadOnlyList<Theme> themes = [];
    private IReadOnlyList<string> offers = [];
    private Refused? refused;
    private bool isDone;
    private bool mayTriage;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    /// <summary>Where the list is, on a screen that shows either.</summary>
    [Parameter, EditorRequired]
    public string Back { get; set; } = "";

    /// <summary>Something was done: the list beside it is old.</summary>
    [Parameter]
    public EventCallback Acted { get; set; }

    [Inject]
    private InboxReader Reader { get; set; } = null!;

    [Inject]
    private InboxActs Acts { get; set; } = null!;

    [Inject]
    private IVoices Voices { get; set; } = null!;

    [Inject]
    private Codebook Codebook { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    // One name for all of these forms: a page has one voice.
    [SupplyParameterFromForm]
    private Entered? Sent { get; set; }

    private Voice Row => voice!.Row;

    private Author Author => Author.Of(Caller);

    private CancellationToken Stop => Context.RequestAborted;

    // The first station that it has not come to; none where it is over.
    private int Now => Row.ClosedAs is not null and not VoiceEnd.Done ? -1
        : voice!.Steps.Select((step, i) => (step.At, i)).Where(step => step.At is not null).Max(step => step.i) + 1;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        voice = await Reader.FindAsync(Id, await VoiceReach.OfAsync(Caller, Stop), Stop);
        if (voice is null)
            return;
        mayTriage = Caller.Can(Permission.VoiceTriage) && VoiceChanges.MayTriage(Author, Row);
        if (!mayTriage)
            return;
        alike = Row.ClosedAs is null ? await Voices.AlikeAsync(Row.Id, AlikeShown, Stop) : [];
        themes = await Codebook.ListAsync(Stop);
        offers = await Acts.OffersAsync(Stop);
    }

    private Task LinkAsync() => ActAsync(Acts.LinkAsync(Row.Id, Sent?.Target, Author, Stop));

    private Task UnlinkAsync(int link) => ChangeAsync(change => change.Unlink = link);

    private Task EndAsync() => ChangeAsync(change => change.End = Sent?.End is { } end && Ends.Contains(end) ? end : VoiceEnd.Done);

    private Task ReopenAsync() => ChangeAsync(change => change.Reopen = true);

    private Task KindAsync() => ChangeAsync(change => change.Kind = Sent?.Kind);

    private Task CommentAsync() => ActAsync(Acts.CommentAsync(Row.Id, Sent?.Text, Row.IsPublic && Sent?.IsPublic == true, Author, Stop));

    private Task NotSameAsync(int other) => ActAsync(Acts.NotSameAsync(Row.Id, other, Author, Stop));

    private async Task ThemesAsync()
    {
        List<int> chosen = [.. Sent?.Themes ?? []];
        if (!string.IsNullOrWhiteSpace(Sent?.Name))
        {
            var added = await Codebook.EnsureAsync(Sent.Name, Caller, Stop);
            if (added.Refused is not null)
            {
                refused = added.Refused;
                return;
            }
            chosen.Add(added.Id);
        }
        await ChangeAsync(change => change.Themes = chosen);
    }

    // The older one stays, with the votes of both.
    private async Task MergeAsync(int other)
    {
        var (from, into) = (Math.Max(Row.Id, other), Math.Min(Row.Id, other));
        await ActAsync(RefusedOf(Voices.MergeAsync(from, into, Author, Stop)));

        async Task<Refused?> RefusedOf(Task<VoiceRefusal?> merge) => await merge is { } refusal ? new Refused($"merge-{refusal}") : null;
    }

    private Task UnmergeAsync(int merge) => ActAsync(DoneOrRefused(Voices.UnmergeAsync(merge, Author, Stop)));

    private Task ChangeAsync(Action<VoiceChange> change) => ActAsync(DoneOrRefused(Voices.ChangeAsync(Row.Id, Author, change, Stop)));

    private static async Task<Refused?> DoneOrRefused(Task<bool> act) => await act ? null : new Refused("not-yours");

    private async Task ActAsync(Task<Refused?> act)
    {
        refused = await act;
        isDone = refused is null;
        if (!isDone)
            return;
        await LoadAsync();
        await Acted.InvokeAsync();
    }

    private bool Has(int theme) => voice!.Themes.Any(given => given.Id == theme);

    private string Span(int step)
    {
        if (step == 0)
            return "";
        var (before, at) = (voice!.Steps.Take(step).LastOrDefault(earlier => earlier.At is not null).At, voice.Steps[step].At);
        return before is null || at is null ? "" : Text["Days", (int)Math.Max(0, (at.Value - before.Value).TotalDays)];
    }

    private static string? PathOf(InboxLink link) => link switch
    {
        { TargetId: { } id, Target: LinkTarget.Initiative } => InitiativesModule.InitiativePath(id),
        { TargetId: { } id, Target: LinkTarget.Feature } => InitiativesModule.FeaturePath(id),
        { TargetId: { } id, Target: LinkTarget.Tool } => InitiativesModule.ToolPath(id),
        _ => null,
    };

    private sealed class Entered
    {
        public string? Target { get; set; }
        public int[]? Themes { get; set; }
        public string? Name { get; set; }
        public VoiceEnd? End { get; set; }
        public VoiceKind? Kind { get; set; }
        public string? Text { get; set; }
        public bool IsPublic { get; set; }
    }
}
