using System.Text.Json;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;

namespace Duet.Surveys.Results;

/// <summary>Published numbers as rows, and back.</summary>
internal static class ReleaseRows
{
    public static ReleasedCell Of(int wave, CellRelease cell) => new()
    {
        WaveId = wave,
        Cell = cell.Cell,
        Measure = cell.Measure,
        Form = Enum.Parse<CellForm>(cell.Form.ToString()),
        N = cell.N,
        Band = cell.Band,
        Value = cell.Value,
        Low = cell.Low,
        High = cell.High,
        Change = cell.Change?.Value,
        ChangeLow = cell.Change?.Low,
        ChangeHigh = cell.Change?.High,
        Distribution = cell.Distribution is { } shares ? JsonSerializer.Serialize(shares) : null,
        Hidden = cell.Hidden is { } why ? Enum.Parse<CellHidden>(why.ToString()) : null,
        Differs = cell.Differs,
    };

    /// <summary>Rows of older releases, too: they hold the count of the whole instead of its band.</summary>
    public static CellRelease Read(ReleasedCell row) => new(
        row.Cell, row.Measure, Enum.Parse<ReleaseForm>(row.Form.ToString()), row.N, row.Band, row.Value, row.Low, row.High,
        row is { Change: { } change, ChangeLow: { } low, ChangeHigh: { } high } ? (change, low, high) : null,
        row.Distribution is { } shares ? JsonSerializer.Deserialize<List<double>>(shares) : null,
        row.Hidden is { } why ? Enum.Parse<HiddenWhy>(why.ToString()) : null, row.Differs);
}
