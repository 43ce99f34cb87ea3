using System.Globalization;
using CsCheck;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using static Duet.Engine.Tests.Metrics.Organisation;
using static Duet.Engine.Tests.Metrics.TeamsTests;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

/// <summary>Numbers about teams: neither a split, nor a filter on a team or one above it, nor what is left of them tells of a few.</summary>
public sealed class TeamSuppressionTests
{
    private static readonly DateTimeOffset Monday = MetricBench.Monday;

    [Fact]
    public async Task ByTeam_OneSmallTeam_TakesTheNextSmallestOfTheSameParent()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2), Team(3, 1), Team(4, 1), Team(5, 2), Team(6, 2)], (3, 2), (4, 9), (5, 7), (6, 8));

        var series = await bench.SeriesAsync(MetricBench.Query(by: "team"));

        Assert.Equal([("T3", true), ("T4", true), ("T5", false), ("T6", false)], series.Totals.Select(point => (point.Group!, point.Suppressed)));
        // So the parents can be asked for, and nothing within gives the small one away.
        Assert.Equal(11, await ValueAsync(bench, "T1"));
        Assert.Equal(15, await ValueAsync(bench, "T2"));
        Assert.Null(await ValueAsync(bench, "T4"));
        Assert.Equal(11, await ValueAsync(bench, "T3", "T4"));
    }

    [Fact]
    public async Task WhereParent_WithOneSmallTeamBelowIt_IsHiddenWithANeighbour()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2), Team(3), Team(4, 1)], (4, 3), (2, 6), (3, 9));

        // T1 is T4 and nothing else; the whole minus T2 and T3 would be T4.
        Assert.Null(await ValueAsync(bench, "T1"));
        Assert.Null(await ValueAsync(bench, "T2"));
        Assert.Equal(9, await ValueAsync(bench, "T3"));
        Assert.Equal([("T2", true), ("T3", false), ("T4", true)],
            (await bench.SeriesAsync(MetricBench.Query(by: "team"))).Totals.Select(point => (point.Group!, point.Suppressed)));
    }

    [Fact]
    public async Task WhereParent_MinusTheTeamsBelow_DoesNotGiveAwayAFewInTheParentItself()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2, 1), Team(3, 1), Team(4)], (1, 2), (2, 6), (3, 8), (4, 9));

        var split = await bench.SeriesAsync(MetricBench.Query(by: "team"));

        Assert.Equal([("T1", true), ("T2", true), ("T3", false), ("T4", false)], split.Totals.Select(point => (point.Group!, point.Suppressed)));
        Assert.Equal(16, await ValueAsync(bench, "T1"));
    }

    [Fact]
    public async Task ByTeam_TwoTeamsThatAreAFewTogether_TakeAThird()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2), Team(3), Team(4)], (1, 2), (2, 2), (3, 8), (4, 9));

        var split = await bench.SeriesAsync(MetricBench.Query(by: "team"));

        Assert.Equal([true, true, true, false], split.Totals.Select(point => point.Suppressed));
    }

    [Fact]
    public async Task ByTeamAndService_SmallCell_IsNotLeftOverInItsTeam()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2)], (1, 14), (2, 14));
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, 28).Select(i =>
            MetricBench.Change(i, Monday.AddHours(1), i, service: i is <= 2 ? "a" : i is <= 8 ? "b" : i is <= 14 ? "c" : i is <= 20 ? "a" : i is <= 25 ? "b" : "c"))]);

        var cells = (await bench.SeriesAsync(MetricBench.Query(by: ["team", "service"]))).Totals;

        Assert.True(cells.Single(point => point.Group == "T1 · a").Suppressed);
        Assert.All(cells.GroupBy(point => point.Group!.Split(" · ")[0]).Concat(cells.GroupBy(point => point.Group!.Split(" · ")[1])),
            line => Assert.NotEqual(1, line.Count(point => point.Suppressed)));
    }

    /// <summary>
    /// The auditor: what the product answers about counts by team, by a team with all below it, and over all, is known; and so is the last
    /// unknown of every sum of which all else is known, again and again. What follows from several sums at once is not judged here.
    /// </summary>
    [Fact]
    [Trait("speed", "slow")]
    public async Task EveryAnswerTogether_InAnyOrganisation_DoesNotTellOfAGroupOfAFew()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        const int teams = 7, weeks = 2;
        var span = new Period(Monday, Monday.AddDays(7 * weeks));
        var parents = Gen.Int[0, 6].Array[teams];
        var sizes = Gen.Int[0, 9].Array[teams + 1];
        var moves = Gen.Select(Gen.Int[1, 40], Gen.Int[1, teams]).Array[0, 4];
        var quiet = Gen.Int[1, 40].Array[0, 12];
        var small = 0;
        await Gen.Select(parents, sizes, moves, quiet).SampleAsync(async (above, people, moved, absent) =>
        {
            // A team's parent has a smaller number, so that no team lies within itself.
            TeamRow[] rows = [.. Enumerable.Range(1, teams).Select(i => Team(i, above[i - 1] is > 0 and var parent && parent < i ? parent : null))];
            List<MembershipRow> members = [];
            var number = 0;
            var teamOf = new Dictionary<(int Week, int Person), int>();
            for (var team = 0; team <= teams; team++)
                for (var i = 0; i < people[team]; i++)
                {
                    number++;
                    var next = moved.FirstOrDefault(move => move.Item1 == number).Item2;
                    (teamOf[(0, number)], teamOf[(1, number)]) = (team, next > 0 ? next : team);
                    if (team > 0)
                        members.Add(Member(number, team, until: next > 0 ? Monday.AddDays(7) : null));
                    if (next > 0)
                        members.Add(Member(number, next, since: Monday.AddDays(7)));
                }
            await ReplaceAsync(bench, new Dimensions { Links = [.. Enumerable.Range(1, number).Select(i => Link(i))], Teams = rows, Memberships = members });
            var work = (from person in Enumerable.Range(1, number) from week in Enumerable.Range(0, weeks) where week == 0 || !absent.Contains(person) select (week, person)).ToList();
            await bench.Store.WriteAsync(new FactBatch(Guid.NewGuid().ToString(), "git").Clear<ChangeFact>()
                .Upsert<ChangeFact>([.. work.Select((change, i) => MetricBench.Change(i, Monday.AddDays(7 * change.week).AddHours(1), change.person))]), TestContext.Current.CancellationToken);

            int[] Below(int team) => [team, .. rows.Where(row => row.Parent == team).SelectMany(row => Below(row.Id))];
            int[] ChildrenOf(int team) => [.. rows.Where(row => row.Parent == team).Select(row => row.Id)];
            int Crowd(int? week, bool whole, int team) => work.Where(change => (week is null || change.week == week)
                && (whole ? Below(team) : [team]).Contains(teamOf[change])).DistinctBy(change => change.person).Count();

            HashSet<(int? Week, bool Whole, int Team)> known = [];
            void Learn(Series series, Func<string?, (bool Whole, int Team)> of)
            {
                foreach (var point in series.Totals.Where(point => !point.Suppressed))
                    known.Add((null, of(point.Group).Whole, of(point.Group).Team));
                foreach (var point in series.Points.Where(point => !point.Suppressed))
                    known.Add((point.Period.Start == Monday ? 0 : 1, of(point.Group).Whole, of(point.Group).Team));
            }
            var query = MetricBench.Query(span);
            Learn(await bench.SeriesAsync(query with { By = ["team"] }), group => (false, group == "(none)" ? 0 : int.Parse(group![1..], CultureInfo.InvariantCulture)));
            for (var team = 1; team <= teams; team++)
                Learn(await bench.SeriesAsync(Where(query, $"T{team}")), _ => (true, team));
            Learn(await bench.SeriesAsync(Where(query, "(none)")), _ => (false, 0));

            int?[] weeksAndAll = [0, 1, null];
            List<(int? Week, bool Whole, int Team)[]> sums = [];
            foreach (var week in weeksAndAll)
            {
                // Everyone together is always told, so that the sum of the teams at the top has no unknown of its own.
                sums.Add([(week, false, 0), .. rows.Where(row => row.Parent is null).Select(row => (week, true, row.Id))]);
                foreach (var row in rows)
                    sums.Add([(week, true, row.Id), (week, false, row.Id), .. ChildrenOf(row.Id).Select(child => (week, true, child))]);
            }
            foreach (var whole in (bool[])[true, false])
                for (var team = 0; team <= teams; team++)
                    sums.Add([.. weeksAndAll.Select(week => (week, whole, team))]);
            known.UnionWith(sums.SelectMany(cells => cells).Where(cell => Crowd(cell.Week, cell.Whole, cell.Team) == 0));
            while (sums.Select(sum => sum.Where(cell => !known.Contains(cell)).ToList()).FirstOrDefault(unknown => unknown.Count == 1) is [var last])
                known.Add(last);

            foreach (var (week, whole, team) in known)
            {
                var crowd = Crowd(week, whole, team);
                Assert.False(crowd is > 0 and < 5, $"week {week}, team {team}, with all below it {whole}: {crowd} people are told");
            }
            small += sums.SelectMany(cells => cells).Distinct().Count(cell => Crowd(cell.Week, cell.Whole, cell.Team) is > 0 and < 5);
        }, iter: 40, threads: 1);
        Assert.True(small > 100, "too few groups of a few: the test proves nothing");
    }

    private static async Task<double?> ValueAsync(MetricBench bench, params string[] teams) =>
        (await bench.SeriesAsync(Where(MetricBench.Query(), teams))).Totals[0].Value;
}
