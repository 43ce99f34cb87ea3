using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui.Charts;

/// <summary>Amounts side by side, in the order given.</summary>
public sealed partial class Bars
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<Bar> Items { get; set; }

    /// <summary>Names of the columns: name, bar, figure, and note where bars have one.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Heads { get; set; }

    [Parameter]
    public Tone Tone { get; set; }
}
