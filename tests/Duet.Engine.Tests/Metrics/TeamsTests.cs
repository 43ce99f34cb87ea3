using CsCheck;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Answers;
using Duet.Engine.Metrics.Planning;
using Duet.Engine.Time;
using static Duet.Engine.Tests.Metrics.Organisation;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics;

/// <summary>What stands beside the facts, as queries see it: teams, disciplines, services, products, kinds.</summary>
public sealed class TeamsTests
{
    private static readonly DateTimeOffset Monday = MetricBench.Monday;

    [Fact]
    public async Task ByTeam_PersonWhoMoves_LeavesTheirPastWhereItWas()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        var move = Monday.AddDays(7);
        await bench.PutAsync<ChangeFact>(
        [
            .. Enumerable.Range(1, 12).SelectMany(i => new[] { MetricBench.Change(i, Monday.AddHours(i), i), MetricBench.Change(100 + i, move.AddHours(i), i) }),
            // The interval is half-open: at the very instant of the move the work is the new team's.
            MetricBench.Change(201, move.AddMicroseconds(-1), 1), MetricBench.Change(202, move, 1),
        ]);
        await ReplaceAsync(bench, new Dimensions
        {
            Links = [.. Enumerable.Range(1, 12).Select(i => Link(i))],
            Teams = [Team(1), Team(2)],
            Memberships = [Member(1, 1, until: move), Member(1, 2, since: move), .. Enumerable.Range(2, 11).Select(i => Member(i, i <= 6 ? 1 : 2))],
        });

        var series = await bench.SeriesAsync(MetricBench.Query(new Period(Monday, Monday.AddDays(14)), by: "team"));

        Assert.Equal(["T1", "T2"], series.Totals.Select(point => point.Group));
        Assert.Equal([7.0, 6.0, 5.0, 8.0], series.Points.Select(point => point.Value!.Value));
    }

    [Fact]
    public async Task ByTeam_RowWithoutACreationTimeOfItsOwn_TakesTheNextBest()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count", at: "merged_at")]);
        await ReplaceAsync(bench, new Dimensions
        {
            Links = [.. Enumerable.Range(1, 5).Select(i => Link(i))],
            Teams = [Team(1), Team(2)],
            Memberships = [.. Enumerable.Range(1, 5).SelectMany(i => new[] { Member(i, 1, until: Monday), Member(i, 2, since: Monday) })],
        });
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 5).Select(i =>
            MetricBench.Change(i, Monday, i) with { OpenedAt = null, FirstCommitAt = Monday.AddDays(-3), MergedAt = Monday.AddHours(3) })]);

        Assert.Equal(["T1"], (await bench.SeriesAsync(MetricBench.Query(by: "team"))).Totals.Select(point => point.Group));
    }

    [Fact]
    public async Task WhereTeam_IncludesTheTeamsBelowAndNoOthers()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2, 1), Team(3, 2), Team(4)], (1, 5), (2, 6), (3, 7), (4, 8));

        Assert.Equal(18, await CountAsync(bench, "T1"));
        Assert.Equal(13, await CountAsync(bench, "T2"));
        Assert.Equal(7, await CountAsync(bench, "T3"));
        Assert.Equal(26, await CountAsync(bench, "T1", "T2", "T4"));
        Assert.Equal("unknown-team", (await bench.ProblemAsync(Where(MetricBench.Query(), "T9"))).Code);
        Assert.Contains("did you mean 'T", (await bench.ProblemAsync(Where(MetricBench.Query(), "T9"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByTeam_PeopleAndBotsWithoutOne_AreNone()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1)], (1, 5));
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(20, 6).Select(i => MetricBench.Change(i, Monday, i)), MetricBench.Change(50, Monday, 50, kind: ActorKind.Bot)]);

        var series = await bench.SeriesAsync(MetricBench.Query(by: "team"));

        Assert.Equal([("(none)", 7.0), ("T1", 5.0)], series.Totals.Select(point => (point.Group!, point.Value!.Value)));
        Assert.Equal(7, await CountAsync(bench, "(none)"));
    }

    [Fact]
    public async Task ByDiscipline_CountsWhatPeopleWorkedAsThen()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 12).Select(i => MetricBench.Change(i, Monday, i))]);
        await ReplaceAsync(bench, new Dimensions
        {
            Links = [.. Enumerable.Range(1, 12).Select(i => Link(i))],
            Disciplines = [.. Enumerable.Range(1, 12).SelectMany(i => new DisciplineRow[]
            {
                new(PersonNumber.Of(i), i <= 7 ? "design" : "engineering", Ever, Monday.AddDays(1)),
                new(PersonNumber.Of(i), "support", Monday.AddDays(1), Forever),
            })],
        });

        var series = await bench.SeriesAsync(MetricBench.Query(by: "discipline"));

        Assert.Equal([("design", 7.0), ("engineering", 5.0)], series.Totals.Select(point => (point.Group!, point.Value!.Value)));
    }

    [Fact]
    public async Task ServiceProductAndOwner_OfFactsAboutNoOne_ComeFromTheRepository()
    {
        await using var bench = await MetricBench.OpenAsync(
            [MetricBench.Page("count", "run", "started_at", key: "test.runs"), MetricBench.Page("count", "deployment", "started_at", key: "test.deployments")]);
        await ReplaceAsync(bench, new Dimensions
        {
            Teams = [Team(1), Team(2)],
            Services = [new("cart", "Shop"), new("search", null)],
            Owners = [new("cart", 1, Ever, Monday.AddHours(2)), new("cart", 2, Monday.AddHours(2), Forever)],
            RepoServices = [new("app", "", "cart"), new("web", "part", "search")],
        });
        RunFact Run(string id, string repo, int hour) => new()
        {
            Repo = repo,
            Id = id,
            Pipeline = "ci",
            StartedAt = Monday.AddHours(hour),
            Outcome = Outcome.Success,
        };
        await bench.PutAsync(Run("1", "app", 1), Run("2", "app", 2), Run("3", "web", 1));
        await bench.PutAsync(new DeploymentFact { Id = "d", Service = "cart", Repo = "web", Environment = "production", StartedAt = Monday.AddHours(3), Outcome = Outcome.Success });

        Assert.Equal([("(none)", 1.0), ("cart", 2.0)], await GroupsAsync(bench, "test.runs", "service"));
        Assert.Equal([("(none)", 1.0), ("Shop", 2.0)], await GroupsAsync(bench, "test.runs", "product"));
        Assert.Equal([("(none)", 1.0), ("T1", 1.0), ("T2", 1.0)], await GroupsAsync(bench, "test.runs", "team"));
        Assert.Equal([("cart", 1.0)], await GroupsAsync(bench, "test.deployments", "service"));
        Assert.Equal([("T2", 1.0)], await GroupsAsync(bench, "test.deployments", "team"));
        Assert.Equal("unknown-dimension", (await bench.ProblemAsync(MetricBench.Query(by: "discipline") with { Key = "test.runs" })).Code);
    }

    [Fact]
    public async Task Service_OfTheRowItself_GoesBeforeThatOfTheRepository()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await ReplaceAsync(bench, new Dimensions { Services = [new("cart", null)], RepoServices = [new("app", "", "cart")] });
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 11).Select(i => MetricBench.Change(i, Monday, i, service: i <= 5 ? "own" : null))]);

        Assert.Equal([("cart", 6.0), ("own", 5.0)], await GroupsAsync(bench, "test.metric", "service"));
        Assert.Equal(6, (await bench.SeriesAsync(MetricBench.Query() with { Where = [new("service", "cart")] })).Points[0].Value);
        var definition = bench.Engine.Find("test.metric")!;
        Assert.Equal(["cart", "own"], await bench.Engine.ValuesOfAsync(definition, "service", 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AuthorKind_InDefinitionSplitAndFilter_IsTheOneThatCountsNow()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count"), MetricBench.Page("count", key: "test.human", lines: "where: author_kind = 'human'")]);
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 11).Select(i => MetricBench.Change(i, Monday, i))]);
        await ReplaceAsync(bench, new Dimensions { Links = [.. Enumerable.Range(1, 5).Select(i => new ActorLink("mail", $"p{i}@example.org", null, ActorKind.Bot))] });

        Assert.Equal([("bot", 5.0), ("human", 6.0)], await GroupsAsync(bench, "test.metric", "author_kind"));
        Assert.Equal(6, (await bench.SeriesAsync(MetricBench.Query() with { Key = "test.human" })).Points[0].Value);
        Assert.Equal(5, (await bench.SeriesAsync(MetricBench.Query() with { Where = [new("author_kind", "bot")] })).Points[0].Value);

        await ReplaceAsync(bench, new Dimensions());
        Assert.Equal([("human", 11.0)], await GroupsAsync(bench, "test.metric", "author_kind"));
    }

    [Fact]
    public async Task Scope_Limited_ShowsOwnTeamsAndThoseBelowOnly()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2, 1), Team(3), Team(4)], (1, 5), (2, 6), (3, 7), (4, 8));
        var mine = MetricBench.Query() with { Teams = TeamScope.Only([1]) };

        Assert.Equal(26, (await bench.SeriesAsync(mine)).Points[0].Value);
        var split = await bench.SeriesAsync(mine with { By = ["team"] });
        Assert.Equal([("T1", 5.0), ("T2", 6.0)], split.Totals.Select(point => (point.Group!, point.Value!.Value)));
        Assert.Equal(11, split.Coverage.Counted);
        Assert.Equal(6, (await bench.SeriesAsync(Where(mine, "T2"))).Points[0].Value);
        foreach (var hidden in (string[])["T3", "T9", "(none)"])
        {
            var problem = await bench.ProblemAsync(Where(mine, hidden));
            Assert.Equal("unknown-team", problem.Code);
            Assert.DoesNotContain("T4", problem.Message, StringComparison.Ordinal);
        }
        var definition = bench.Engine.Find("test.metric")!;
        Assert.Equal(["T1", "T2"], await bench.Engine.ValuesOfAsync(definition, "team", 10, TestContext.Current.CancellationToken, TeamScope.Only([1])));
        Assert.Equal(["T1", "T2", "T3", "T4"], await bench.Engine.ValuesOfAsync(definition, "team", 10, TestContext.Current.CancellationToken));
        Assert.Empty((await bench.SeriesAsync(mine with { By = ["team"], Teams = TeamScope.Only([]) })).Totals);
        var items = await bench.ItemsAsync(mine with { By = ["team"] });
        Assert.Equal((11L, 11), (items.Total, items.Rows.Count));
    }

    [Fact]
    public async Task Scope_Limited_HidesWhatTheSplitOverAllTeamsHides()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2), Team(3)], (1, 6), (2, 2), (3, 9));

        // The total minus T1 and T3 would be T2: whoever sees T1 alone may be told of T3 by somebody else.
        var series = await bench.SeriesAsync(MetricBench.Query(by: "team") with { Teams = TeamScope.Only([1]) });

        Assert.True(Assert.Single(series.Totals).Suppressed);
    }

    [Fact]
    public async Task Self_SeesOwnRowsOnlyAndAllOfThem()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count"), MetricBench.Page("count", "release", "at", key: "test.releases")]);
        await FillAsync(bench, [Team(1)], (1, 3));
        await bench.PutAsync(MetricBench.Change(77, Monday, 2, service: "s") with { Author = new Actor("github", "two", "Two", ActorKind.Human) });
        await ReplaceAsync(bench, new Dimensions { Links = [Link(1), Link(2), new("github", "two", PersonNumber.Of(2), null)] });
        var self = MetricBench.Query(by: "service") with { Self = PersonNumber.Of(2) };

        var series = await bench.SeriesAsync(self);

        Assert.Equal([("(none)", 1.0), ("s", 1.0)], series.Totals.Select(point => (point.Group!, point.Value!.Value)));
        Assert.Equal(2, (await bench.ItemsAsync(self)).Rows.Count);
        Assert.Equal("unsupported-self", (await bench.ProblemAsync(self with { Key = "test.releases", By = [] })).Code);
    }

    [Fact]
    public async Task WorkingTime_OfTeamsWithOtherHours_IsMeasuredByTheirs()
    {
        await using var bench = await MetricBench.OpenAsync(
        [
            MetricBench.Page("mean", unit: "hours", lines: "measure: duration(opened_at, merged_at)"),
            MetricBench.Page("p50", unit: "days", key: "test.days", lines: ["measure: duration(opened_at, merged_at)", "open: censor"]),
        ], now: Monday.AddDays(2));
        DayOfWeek[] week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        var half = new WorkingCalendar(TimeZoneInfo.Utc, new TimeOnly(9, 0), new TimeOnly(13, 0), week, [new DateOnly(2026, 11, 10)]);
        await FillAsync(bench, [Team(1, null, half), Team(2, 1), Team(3)], (2, 5), (3, 5));
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 10).Select(i =>
            MetricBench.Change(i, Monday.AddHours(9), i) with { MergedAt = Monday.AddDays(1).AddHours(11) })]);
        var working = MetricBench.Query(by: "team") with { Calendar = CalendarKind.Working };

        // 4 hours on Monday and 2 on Tuesday; 8 and 2 in the hours of the installation.
        Assert.Equal([("T2", 6.0), ("T3", 10.0)], (await bench.SeriesAsync(working)).Totals.Select(point => (point.Group!, point.Value!.Value)));
        // A day is what the team calls one: 4 hours, and 8.
        Assert.Equal([("T2", 1.5), ("T3", 1.25)], (await bench.SeriesAsync(working with { Key = "test.days" })).Totals.Select(point => (point.Group!, point.Value!.Value)));

        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 10).Select(i => MetricBench.Change(i, Monday.AddHours(9), i))]);
        // Open since Monday at nine: by Wednesday midnight that is two days in any hours.
        var items = await bench.ItemsAsync(working with { Key = "test.days", By = [] });
        Assert.Equal(10, items.Total);
        Assert.Equal(10, (await bench.SeriesAsync(working with { Key = "test.days", By = [] })).Totals[0].Open);
    }

    [Fact]
    public async Task Calculators_ByTeam_HideSmallOnes()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("bus_factor", unit: "people")]);
        await FillAsync(bench, [Team(1), Team(2), Team(3)], (1, 6), (2, 3), (3, 8));

        var series = await bench.SeriesAsync(MetricBench.Query(by: "team"));

        Assert.Equal([("T1", null), ("T2", null), ("T3", 4.0)], series.Totals.Select(point => (point.Group!, point.Value)));
        Assert.Equal(4, (await bench.SeriesAsync(Where(MetricBench.Query(), "T3"))).Totals[0].Value);
    }

    [Fact]
    public async Task ByTeam_AnyHistoryOfMemberships_EqualsAPersonWhoLooksItUp()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        const int people = 6, days = 21;
        var changes = Gen.Select(Gen.Int[1, people], Gen.Int[0, days * 4 - 1]).Array[0, 60];
        // Where each person is from each quarter of a day on; 0 is no team.
        var stays = Gen.Select(Gen.Int[0, days * 4], Gen.Int[0, 4]).Array[0, 4].Array[people];
        await Gen.Select(changes, stays).SampleAsync(async (work, moves) =>
        {
            List<MembershipRow> members = [];
            for (var person = 1; person <= people; person++)
            {
                var own = moves[person - 1].DistinctBy(move => move.Item1).OrderBy(move => move.Item1).ToList();
                for (var i = 0; i < own.Count; i++)
                    if (own[i].Item2 > 0)
                        members.Add(Member(person, own[i].Item2, At(own[i].Item1), i + 1 < own.Count ? At(own[i + 1].Item1) : null));
            }
            await bench.Store.WriteAsync(new FactBatch(Guid.NewGuid().ToString(), "git").Clear<ChangeFact>()
                .Upsert<ChangeFact>([.. work.Select((change, i) => MetricBench.Change(i, At(change.Item2), change.Item1))]), TestContext.Current.CancellationToken);
            await ReplaceAsync(bench, new Dimensions
            {
                Links = [.. Enumerable.Range(1, people).Select(i => Link(i))],
                Teams = [Team(1), Team(2, 1), Team(3, 2), Team(4)],
                Memberships = members,
            });
            string TeamOf(int person, int at) => moves[person - 1].DistinctBy(move => move.Item1).OrderBy(move => move.Item1)
                .LastOrDefault(move => move.Item1 <= at).Item2 is > 0 and var team ? $"T{team}" : "(none)";
            var expected = work.GroupBy(change => (change.Item2 / 28, TeamOf(change.Item1, change.Item2)))
                .Select(cell => (cell.Key.Item1, cell.Key.Item2, (long)cell.Count(), (long)cell.DistinctBy(change => change.Item1).Count()))
                .Order().ToList();

            var cells = (await CellsAsync(bench, MetricBench.Query(new Period(Monday, Monday.AddDays(days)), by: "team"))).Cells;

            Assert.Equal(expected, cells.Where(cell => cell.Period >= 0).Select(cell => (cell.Period, cell.Group.First!, cell.N, cell.People)).Order());
        }, iter: 60, threads: 1);

        static DateTimeOffset At(int quarter) => Monday.AddHours(quarter * 6);
    }

    internal static MetricQuery Where(MetricQuery query, params string[] teams) =>
        query with { Where = [.. teams.Select(team => new DimensionFilter("team", team))] };

    private static async Task<double?> CountAsync(MetricBench bench, params string[] teams) =>
        (await bench.SeriesAsync(Where(MetricBench.Query(), teams))).Points[0].Value;

    private static async Task<IReadOnlyList<(string, double)>> GroupsAsync(MetricBench bench, string key, string by) =>
        [.. (await bench.SeriesAsync(MetricBench.Query(by: by) with { Key = key })).Totals.Select(point => (point.Group!, point.Value!.Value))];

    // Cells as they are before anything is hidden.
    private static async Task<CellSet> CellsAsync(MetricBench bench, MetricQuery query)
    {
        var teams = await TeamTree.ReadAsync(bench.Store, TestContext.Current.CancellationToken);
        var (plan, _) = new QueryPlanner(bench.Catalogue.Metric(query.Key)!, new Installation(), teams, bench.Clock.GetUtcNow()).Plan(query, Monday);
        return await new CellReader(plan!, TimeZoneInfo.Utc).ReadAsync(bench.Store, TestContext.Current.CancellationToken);
    }
}
