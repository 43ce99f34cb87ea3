using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Examples;

/// <summary>A page's worked example: rows, and what the metric must answer over them.</summary>
/// <param name="Columns">Columns of the fact, as the table's header names them.</param>
/// <param name="Rows">Cells as written, one for each column; empty cells are null.</param>
internal sealed record MetricExample(
    IReadOnlyList<string> Columns, IReadOnlyList<ExampleRow> Rows, IReadOnlyList<ExampleAnswer> Answers);

/// <summary>A row of the table and its line in the page.</summary>
internal sealed record ExampleRow(IReadOnlyList<string> Cells, int Line);

/// <summary>One line <c>Answer, week of 2026-11-02: 48 hours, n = 3.</c></summary>
/// <param name="Grain">The grain of the period.</param>
/// <param name="Day">A day of the period.</param>
/// <param name="SeenOn">The day at whose start the question is asked; null: long after.</param>
/// <param name="Value">In the metric's unit, shares in [0, 1]; null for nothing.</param>
/// <param name="Tolerance">Half of the last digit shown.</param>
/// <param name="N">Rows counted; null where the line does not say.</param>
/// <param name="Line">The line in the page.</param>
internal sealed record ExampleAnswer(
    Grain Grain, DateOnly Day, DateOnly? SeenOn, double? Value, double Tolerance, long? N, int Line);
