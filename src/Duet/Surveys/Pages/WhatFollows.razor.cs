using Duet.Access;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Duet.Surveys.Running;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>Theme, action, owner, told, asked again, verdict.</summary>
public sealed partial class WhatFollows
{
    private IReadOnlyList<FollowUpLine> lines = [];
    private IReadOnlyList<ItemRow> rows = [];
    private IReadOnlyList<TeamNode> teams = [];
    private bool mayManage;
    private string? refused;

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "follow-up")]
    private Entered? Follow { get; set; }

    [Inject]
    private WaveFollowUps Known { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    private CancellationToken Stop => Context.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        mayManage = Caller.MayManage(Results.Survey.Lens);
        rows = [.. ItemRow.Of(Results).Where(row => row.Main is { Form: CellForm.Share })];
        teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
        lines = await Known.ListAsync(Results.Wave, Stop);
    }

    private async Task AddAsync()
    {
        refused = await Known.AddAsync(Results.Survey, Results.Wave, new FollowUpInput(Follow?.Topic, Follow?.Action, Follow?.OwnerTeam, Follow?.DueOn), Caller, Stop);
        if (refused is null)
            Follow = null;
        lines = await Known.ListAsync(Results.Wave, Stop);
    }

    private async Task TellAsync(int id)
    {
        refused = await Known.TellAsync(Results.Survey, Results.Wave, id, Caller, Stop);
        lines = await Known.ListAsync(Results.Wave, Stop);
    }

    private sealed class Entered
    {
        public string? Topic { get; set; }
        public string? Action { get; set; }
        public int? OwnerTeam { get; set; }
        public DateOnly? DueOn { get; set; }
    }
}
