using Duet.Access;
using Duet.Feedback.Records;
using Duet.Loop.Telling;
using Duet.Platform.Ui;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Loop.Pages;

/// <summary>What those who asked for a voice are told: the proposal where its work shipped, else a letter of one's own.</summary>
public sealed partial class TellingPart
{
    private Proposal? proposal;
    private Refused? refused;
    private bool isDone;
    private bool mayTriage;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private Proposals Proposals { get; set; } = null!;

    [Inject]
    private Tellings Tellings { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    // One name for all of these forms: a page has one voice.
    [SupplyParameterFromForm]
    private Entered? Told { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        mayTriage = Caller.Can(Permission.VoiceTriage);
        if (mayTriage)
            proposal = await Proposals.OfVoiceAsync(Id, Stop);
    }

    private Task SendAsync() => ActAsync(
        proposal is null ? Task.FromResult<Refused?>(new Refused("already-told")) : Tellings.SendAsync(proposal.Row.Id, Told?.Subject, Told?.Body, Caller, Stop));

    private Task DismissAsync() => ActAsync(
        proposal is null ? Task.FromResult<Refused?>(new Refused("already-told")) : Tellings.DismissAsync(proposal.Row.Id, Caller, Stop));

    private Task ReplyAsync() => ActAsync(Tellings.ReplyAsync(
        Id, Told?.Subject, Told?.Body, Enum.TryParse<VoiceEnd>(Told?.End, out var end) && end is VoiceEnd.Declined or VoiceEnd.Done ? end : null, Caller, Stop));

    private Task NoteAsync() => ActAsync(LocalDays.Read(Told?.On, Dates.Zone, out var on) && on is { } day
        ? Tellings.NoteAsync(Id, day, Caller, Stop)
        : Task.FromResult<Refused?>(new Refused("future-day")));

    private async Task ActAsync(Task<Refused?> act)
    {
        refused = await act;
        isDone = refused is null;
        if (!isDone)
            return;
        Told = null;
        proposal = await Proposals.OfVoiceAsync(Id, Stop);
    }

    private sealed class Entered
    {
        public string? Subject { get; set; }
        public string? Body { get; set; }
        public string? End { get; set; }
        public string? On { get; set; }
    }
}
