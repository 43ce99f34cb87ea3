using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui.Charts;

/// <summary>Strengths in rows and columns, as a table with shaded cells.</summary>
public sealed partial class Heatmap
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What the rows are.</summary>
    [Parameter, EditorRequired]
    public required string Corner { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<HeatRow> Rows { get; set; }

    [Parameter]
    public Tone Tone { get; set; }
}
