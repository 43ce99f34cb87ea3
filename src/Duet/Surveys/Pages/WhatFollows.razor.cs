using Duet.Access;
using Duet.Initiatives;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Duet.Surveys.Running;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>Statement or theme, action, owner, told, asked again, verdict.</summary>
public sealed partial class WhatFollows
{
    private IReadOnlyList<FollowUpLine> lines = [];
    private IReadOnlyList<ItemRow> rows = [];
    private IReadOnlyList<TeamNode> teams = [];
    private IReadOnlyList<InitiativeView> initiatives = [];
    private IReadOnlyList<string> people = [];
    private bool mayManage;
    private string? refused;

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    // One name for all of these forms: each line has its own.
    [SupplyParameterFromForm]
    private Entered? Follow { get; set; }

    [Inject]
    private WaveFollowUps Known { get; set; } = null!;

    [Inject]
    private FollowUpReader Reader { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private PersonSearch People { get; set; } = null!;

    [Inject]
    private KnownInitiatives Initiatives { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    private CancellationToken Stop => Context.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        mayManage = Caller.MayManage(Results.Survey.Lens);
        if (mayManage)
        {
            rows = [.. ItemRow.Of(Results).Where(row => row.Main is { Form: CellForm.Share })];
            teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
            initiatives = [.. (await Initiatives.ListAsync(Stop)).Where(view => view.Row.State is not Duet.Initiatives.Records.InitiativeState.Dropped)];
            people = await People.OffersAsync(Stop);
        }
        lines = await Reader.ListAsync(Results.Wave, Stop);
    }

    private Task AddAsync() => ActAsync(input => Known.AddAsync(Results.Survey, Results.Wave, input, Caller, Stop));

    private Task ChangeAsync(int id) => ActAsync(input => Known.ChangeAsync(Results.Survey, Results.Wave, id, input, Caller, Stop));

    private async Task ActAsync(Func<FollowUpInput, Task<string?>> act)
    {
        int? owner = null;
        if (!string.IsNullOrWhiteSpace(Follow?.OwnerPerson))
        {
            var (id, unknown) = await People.FindAsync(Follow.OwnerPerson, Stop);
            (owner, refused) = (id, unknown?.Code);
            if (unknown is not null)
                return;
        }
        refused = await act(new FollowUpInput(Follow?.Topic, Follow?.Action, owner, Follow?.OwnerTeam, Follow?.Initiative, Follow?.DueOn));
        if (refused is null)
            Follow = null;
        lines = await Reader.ListAsync(Results.Wave, Stop);
    }

    private async Task TellAsync(int id)
    {
        refused = await Known.TellAsync(Results.Survey, Results.Wave, id, Caller, Stop);
        lines = await Reader.ListAsync(Results.Wave, Stop);
    }

    private sealed class Entered
    {
        public string? Topic { get; set; }
        public string? Action { get; set; }
        public string? OwnerPerson { get; set; }
        public int? OwnerTeam { get; set; }
        public int? Initiative { get; set; }
        public DateOnly? DueOn { get; set; }
    }
}
