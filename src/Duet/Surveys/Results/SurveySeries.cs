using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Surveys;
using Duet.Engine.Time;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Results;

/// <summary>Released numbers in the metric language: a point for each wave, of the whole or of one team, and nothing besides.</summary>
internal sealed class SurveySeries(IDbContextFactory<AppDb> records, Releases releases, Func<Installation> installation) : ISeriesSource
{
    private const string Team = "team";
    private const string Instrument = "instrument";

    public string Fact => ReleasedFact.Survey.Name;
    public long Version => releases.Version;

    public IReadOnlyList<string> DimensionsOf(MetricDefinition definition) => ReleasedFact.Survey.Dimensions;

    public async Task<IReadOnlyList<string>> ValuesOfAsync(
        MetricDefinition definition, string dimension, int limit, TeamScope teams, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var waves = await WavesAsync(db, cancellationToken);
        var reach = await CellReach.OfAsync(teams, db, cancellationToken);
        IEnumerable<string> values = dimension switch
        {
            ReleasedFact.Item => (await NumbersAsync(db, definition, waves, cancellationToken)).Select(number => number.Measure),
            Instrument => waves.Select(wave => wave.Instrument),
            Team => waves.SelectMany(wave => wave.Catalogue?.Cells ?? []).Where(cell => cell.Where.Count == 1 && cell.Where.ContainsKey(Team) && reach.Shows(cell)).Select(cell => cell.Where[Team]),
            _ => [],
        };
        return [.. values.Distinct().Order(StringComparer.Ordinal).Take(limit)];
    }

    public async Task<bool> HasDataAsync(MetricDefinition definition, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return (await NumbersAsync(db, definition, await WavesAsync(db, cancellationToken), cancellationToken)).Any(number => number.Hidden is null);
    }

    public async Task<SeriesAnswer> SeriesAsync(MetricDefinition definition, MetricQuery query, CancellationToken cancellationToken)
    {
        var (question, problem) = ReleasedQuestion.Of(definition, query);
        if (question is null)
            return new SeriesAnswer(null, problem);
        if (query.By.Count > 1)
            return NotReleased("Released numbers are split by one dimension.");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var reach = await CellReach.OfAsync(query.Teams, db, cancellationToken);
        var all = (await WavesAsync(db, cancellationToken)).Where(wave => question.Instrument is null || wave.Instrument == question.Instrument)
            .Where(wave => question.Cell.All(filter => filter.Dimension != Instrument || filter.Value == wave.Instrument)).ToList();
        var team = question.Cell.FirstOrDefault(filter => filter.Dimension == Team)?.Value;
        if (team is not null && !all.Exists(wave => CellsOf(wave, team, false, reach).Count > 0))
            return NotReleased($"Nothing was released of the team '{team}'.");
        var waves = all.Where(wave => query.Period.Contains(DayOf(wave).Start)).OrderBy(wave => wave.ClosesOn).ToList();
        var numbers = (await NumbersAsync(db, definition, waves, cancellationToken)).ToLookup(number => number.WaveId);
        List<(Wave Wave, SeriesPoint Point)> points = [];
        foreach (var wave in waves)
            points.AddRange(PointsOf(wave, question, query, CellsOf(wave, team, query.By is [Team], reach), [.. numbers[wave.Id]]).Select(point => (wave, point)));
        return new SeriesAnswer(SeriesOf(definition, query, points), null);
    }

    private static Series SeriesOf(MetricDefinition definition, MetricQuery query, List<(Wave Wave, SeriesPoint Point)> points)
    {
        var last = points.Count == 0 ? [] : points.Where(pair => pair.Wave.ClosesOn == points[^1].Wave.ClosesOn).Select(pair => pair.Point).ToList();
        var n = points.Sum(pair => pair.Point.N);
        return new Series
        {
            Key = definition.Key,
            Version = definition.Version,
            Unit = definition.Unit,
            Grain = Grain.Wave,
            By = query.By,
            Points = [.. points.Select(pair => pair.Point)],
            Totals = last,
            Coverage = new Coverage(n, n, points.Count == 0 ? null : points[0].Point.Period.Start, points.Count == 0 ? null : points[^1].Point.Period.Start, points.Where(pair => pair.Point.Suppressed).Select(pair => pair.Point.Group).Distinct().Count()),
            Exclusions = [],
        };
    }

    private IEnumerable<SeriesPoint> PointsOf(Wave wave, ReleasedQuestion question, MetricQuery query, IReadOnlyList<WaveCell> cells, List<ReleasedCell> numbers) =>
        from cell in cells
        from number in numbers
        where number.Cell == cell.Key && (question.Form is null || question.Item is null || number.Measure == question.Item)
        orderby number.Measure, cell.Key
        select new SeriesPoint(
            DayOf(wave), query.By switch { [ReleasedFact.Item] => number.Measure, [Team] => cell.Where[Team], [Instrument] => wave.Instrument, _ => null },
            number.Value, ReleaseRows.Read(number).Fewest, number.Low, number.High, false, number.Hidden is not null);

    private static List<WaveCell> CellsOf(Wave wave, string? team, bool byTeam, CellReach reach) =>
        [.. (wave.Catalogue?.Cells ?? [new WaveCell("", new Dictionary<string, string>(), [], null)]).Where(reach.Shows).Where(cell =>
            team is not null ? cell.Key == Freezing.KeyOf([KeyValuePair.Create(Team, team)])
            : byTeam ? cell.Where.Count == 1 && cell.Where.ContainsKey(Team)
            : cell.Key.Length == 0)];

    private static async Task<List<Wave>> WavesAsync(AppDb db, CancellationToken cancellationToken) =>
        await db.Set<Wave>().AsNoTracking().Where(wave => wave.State == WaveState.Released).ToListAsync(cancellationToken);

    // The numbers of the page's kind; those of its own item where it names one.
    private static async Task<List<ReleasedCell>> NumbersAsync(AppDb db, MetricDefinition definition, List<Wave> waves, CancellationToken cancellationToken)
    {
        var form = ReleasedFact.Survey.Aggregate(definition.Aggregate)?.Form;
        var (kept, item) = (Enum.Parse<CellForm>((form ?? ReleaseForm.Share).ToString()), ReleasedQuestion.Split(definition.Measure).Item);
        var ids = waves.Select(wave => wave.Id).ToList();
        var numbers = db.Set<ReleasedCell>().AsNoTracking().Where(number => ids.Contains(number.WaveId) && number.Form == kept);
        numbers = form is null ? numbers.Where(number => number.Measure == ReleasedCell.Answered)
            : item is null ? numbers.Where(number => number.Measure != ReleasedCell.Answered)
            : numbers.Where(number => number.Measure == item);
        return await numbers.ToListAsync(cancellationToken);
    }

    private Period DayOf(Wave wave) =>
        new(Grains.Midnight(wave.ClosesOn, installation().Zone), Grains.Midnight(wave.ClosesOn.AddDays(1), installation().Zone));

    private static SeriesAnswer NotReleased(string message) => new(null, ReleasedQuestion.NotInCatalogue(message));
}
