using Duet.Engine.Time;
using Duet.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>What became of a change, and which past numbers it moves.</summary>
public sealed partial class OutcomeNote
{
    [Parameter, EditorRequired]
    public Outcome? Outcome { get; set; }

    [Inject]
    private Dates Dates { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Moved => Outcome?.Moves is not { } moves || moves.Start >= Grains.Containing(Time.GetUtcNow(), Grain.Day, Dates.Zone).Start ? ""
        : moves.Since is { } since ? Text["Moved", Dates.Day(since), Dates.Day(moves.End)]
        : Text["MovedEver", Dates.Day(moves.End)];
}
