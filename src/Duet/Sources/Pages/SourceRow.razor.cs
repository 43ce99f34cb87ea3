using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Pages;

/// <summary>One source in the table.</summary>
public sealed partial class SourceRow
{
    private static readonly HashSet<string> Steps = ["fetching", "history", "facts", "lines"];

    /// <summary>The reader may read the source again.</summary>
    [Parameter, EditorRequired]
    public bool MayRun { get; set; }

    /// <summary>The reader may switch it off and remove it.</summary>
    [Parameter, EditorRequired]
    public bool MayChange { get; set; }

    [Parameter, EditorRequired]
    public SourceView Source { get; set; } = null!;

    private string Tone => Source.State switch
    {
        SourceState.Fresh => "chip-good",
        SourceState.Broken => "chip-bad",
        SourceState.Late => "chip-warn",
        SourceState.Running => "chip-both",
        _ => "",
    };

    private string Step(SourceProgress progress) => (Steps.Contains(progress.Step), progress.Total) switch
    {
        (false, _) => Text["StepStarting"],
        (_, null) => Text[$"Step{progress.Step}"],
        (_, { } total) => Text["StepOf", Text[$"Step{progress.Step}"], progress.Done, total],
    };
}
