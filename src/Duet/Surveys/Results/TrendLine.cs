using Duet.Surveys.Records;

namespace Duet.Surveys.Results;

/// <summary>One statement's favourable share of everybody over the waves of a survey.</summary>
internal sealed record TrendLine(string Measure, string Topic, string Text, IReadOnlyList<TrendPoint> Points)
{
    public static IReadOnlyList<TrendLine> Of(SurveyTrend trend)
    {
        if (trend.Released is not [.., { Instrument: not null } last])
            return [];
        return [.. ItemRow.Of(last).Where(row => row.Main is { Form: CellForm.Share })
            .Select(row => new TrendLine(row.Measure, row.Item.Topic, row.Text, [.. trend.Released.Select((results, at) => Point(trend, at, row.Measure))]))];
    }

    // Other words are another series: such a wave has no number here.
    private static TrendPoint Point(SurveyTrend trend, int at, string measure)
    {
        var (results, last) = (trend.Released[at], trend.Released[^1]);
        var isSame = (results.Wave.Instrument, results.Wave.InstrumentVersion) == (last.Wave.Instrument, last.Wave.InstrumentVersion);
        var cell = isSame && results.Number("", measure, CellForm.Share) is { Hidden: null, Value: not null } shown ? shown : null;
        return new TrendPoint(results.Wave, cell, at > 0 && cell?.Change is not null && results.Former?.Id == trend.Released[at - 1].Wave.Id);
    }
}

/// <param name="Cell">Null where it is hidden.</param>
/// <param name="IsJoined">A change since the wave before was released.</param>
internal sealed record TrendPoint(Wave Wave, ReleasedCell? Cell, bool IsJoined);
