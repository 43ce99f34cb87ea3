using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Metrics;

public sealed class ReleasedMetricsTests
{
    private static readonly string Page = MetricBench.Page("favourable", "survey", "closed_on", "share");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Series_OfAReleasedMetric_IsAskedOfItsSourceByWave()
    {
        await using var bench = await MetricBench.OpenAsync([Page]);
        var source = new Source();
        var engine = new MetricEngine(bench.Catalogue, bench.Store, () => new Installation(), bench.Clock, [source]);

        var answer = await engine.SeriesAsync(Query() with { Where = [new DimensionFilter("item", "focus")] }, Stop);

        Assert.Equal(Grain.Wave, answer.Series!.Grain);
        Assert.Equal(Grain.Wave, source.Asked!.Grain);
        Assert.True(await engine.HasDataAsync(engine.Definitions[0], Stop));
        Assert.Equal(["item", "team"], engine.DimensionsOf(engine.Definitions[0]));
        Assert.Equal(["focus"], await engine.ValuesOfAsync(engine.Definitions[0], "item", 5, Stop));
    }

    [Fact]
    public async Task Version_AfterARelease_IsAnother()
    {
        await using var bench = await MetricBench.OpenAsync([Page]);
        var source = new Source();
        var engine = new MetricEngine(bench.Catalogue, bench.Store, () => new Installation(), bench.Clock, [source]);
        var before = engine.Version;

        source.Version++;

        Assert.True(engine.Version > before);
    }

    [Fact]
    public async Task Series_WithoutASource_Waits()
    {
        await using var bench = await MetricBench.OpenAsync([Page]);

        Assert.Equal("no-source", (await bench.ProblemAsync(Query())).Code);
        Assert.False(await bench.Engine.HasDataAsync(bench.Engine.Definitions[0], Stop));
        Assert.Empty(await bench.Engine.ValuesOfAsync(bench.Engine.Definitions[0], "item", 5, Stop));
    }

    [Fact]
    public async Task Query_ThatWouldNeedRows_IsRefused()
    {
        await using var bench = await MetricBench.OpenAsync([Page]);
        var engine = new MetricEngine(bench.Catalogue, bench.Store, () => new Installation(), bench.Clock, [new Source()]);

        Assert.Equal("rows-not-kept", (await engine.ItemsAsync(new ItemQuery(Query()), Stop)).Problem!.Code);
        Assert.Equal("unsupported-self", (await engine.SeriesAsync(Query() with { Self = 1 }, Stop)).Problem!.Code);
        Assert.Equal("unknown-dimension", (await engine.SeriesAsync(Query() with { By = ["repo"] }, Stop)).Problem!.Code);
        Assert.Equal("needs-item", (await engine.SeriesAsync(Query(), Stop)).Problem!.Code);
    }

    [Fact]
    public async Task Wave_OfAMetricWithRows_IsNoGrain()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);

        Assert.Equal("unsupported-grain", (await bench.ProblemAsync(Query() with { Grain = Grain.Wave })).Code);
    }

    [Theory]
    [InlineData("", "closed_on", "share", "median", "there is no aggregate 'median' of 'survey'")]
    [InlineData("", "merged_at", "share", "favourable", "'survey' has one time: closed_on")]
    [InlineData("", "closed_on", "number", "favourable", "has the unit share")]
    [InlineData("where: item = 'focus'", "closed_on", "share", "favourable", "'survey' has no rows: it takes no 'where'")]
    [InlineData("measure: focus", "closed_on", "share", "answered", "it takes no 'measure'")]
    public void Page_ThatDoesNotFit_SaysWhy(string line, string at, string unit, string aggregate, string message)
    {
        var page = MetricPage.Read(MetricBench.Page(aggregate, "survey", at, unit, lines: line.Length == 0 ? [] : [line]), "page.md", "here", false);

        Assert.Contains(page.Notes, note => note.IsError && note.Message.Contains(message, StringComparison.Ordinal));
        Assert.Null(page.Metric);
    }

    [Theory]
    [InlineData("item:focus", "focus", null)]
    [InlineData("item:team_load/@mean", "@mean", "team_load")]
    public void Question_NamesItemAndInstrument(string where, string item, string? instrument)
    {
        var (question, _) = ReleasedQuestion.Of(Definition(), Query() with { Where = [new DimensionFilter("item", where[5..]), new DimensionFilter("team", "Shop")] });

        Assert.Equal((item, instrument, ReleaseForm.Share), (question!.Item, question.Instrument, question.Form));
        Assert.Equal([new DimensionFilter("team", "Shop")], question.Cell);
    }

    [Fact]
    public void Question_OfTwoTeamsAtOnce_IsNotInTheCatalogue()
    {
        var where = new[] { new DimensionFilter("item", "focus"), new DimensionFilter("team", "Shop"), new DimensionFilter("team", "Search") };

        Assert.Equal("not-in-catalogue", ReleasedQuestion.Of(Definition(), Query() with { Where = where }).Problem!.Code);
    }

    [Fact]
    public void Pairs_OfEveryPage_NameAnItemThatIsAsked()
    {
        using var catalogue = new MetricCatalogue();
        using var shelf = new InstrumentShelf(null, null);
        var pairs = catalogue.Definitions.Where(definition => definition.Pairs is not null).ToList();

        Assert.True(pairs.Count >= 25);
        Assert.DoesNotContain(catalogue.Notes, note => note.Message.StartsWith("waits for 'survey.", StringComparison.Ordinal));
        foreach (var definition in pairs.Where(definition => definition.Pairs!.Contains('(')))
        {
            var (key, item) = (definition.Pairs!.Split('(')[0], definition.Pairs.Split('(')[1].TrimEnd(')'));
            var form = ReleasedFact.Survey.Aggregate(catalogue.Find(key)!.Aggregate)!.Form;
            var asked = shelf.All.SelectMany(instrument => instrument.Items).FirstOrDefault(known => known.Key == item);
            Assert.True(asked is not null, $"{definition.Key} pairs with '{item}', which no instrument asks");
            Assert.True(form != ReleaseForm.Share || asked.Favourable.Count > 0, $"'{item}' has no favourable answers");
        }
    }

    [Fact]
    public void Items_OfEveryInstrument_PairWithMetricsThatExist()
    {
        using var catalogue = new MetricCatalogue();
        using var shelf = new InstrumentShelf(null, null);

        Assert.All(
            shelf.All.SelectMany(instrument => instrument.Items).Where(item => item.PairsWith is not null),
            item => Assert.NotNull(catalogue.Find(item.PairsWith!)));
    }

    private static MetricDefinition Definition() => MetricPage.Read(Page, "page.md", "here", false).Metric!.Definition;

    private static MetricQuery Query() => new() { Key = "test.metric", Period = MetricBench.Week, Grain = Grain.Week };

    private sealed class Source : ISeriesSource
    {
        public MetricQuery? Asked { get; private set; }
        public string Fact => "survey";
        public long Version { get; set; }

        public IReadOnlyList<string> DimensionsOf(MetricDefinition definition) => ["item", "team"];

        public Task<IReadOnlyList<string>> ValuesOfAsync(MetricDefinition definition, string dimension, int limit, TeamScope teams, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(["focus"]);

        public Task<bool> HasDataAsync(MetricDefinition definition, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<SeriesAnswer> SeriesAsync(MetricDefinition definition, MetricQuery query, CancellationToken cancellationToken)
        {
            Asked = query;
            return Task.FromResult(ReleasedQuestion.Of(definition, query).Problem is { } problem ? new SeriesAnswer(null, problem) : new SeriesAnswer(
                new Series
                {
                    Key = definition.Key,
                    Version = definition.Version,
                    Unit = definition.Unit,
                    Grain = query.Grain,
                    By = query.By,
                    Points = [],
                    Totals = [],
                    Coverage = new Coverage(0, 0, null, null, 0),
                    Exclusions = [],
                },
                null));
        }
    }
}
