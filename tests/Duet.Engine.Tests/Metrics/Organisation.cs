using Duet.Engine.Facts;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Metrics;

/// <summary>Teams for the people of <see cref="MetricBench.Person"/>: the person with number i is linked to the identity i.</summary>
internal static class Organisation
{
    public static readonly DateTimeOffset Ever = DateTimeOffset.MinValue;
    public static readonly DateTimeOffset Forever = DateTimeOffset.MaxValue;

    public static ActorLink Link(int person, ActorKind? kind = null) => new("mail", $"p{person}@example.org", PersonNumber.Of(person), kind);

    public static MembershipRow Member(int person, int team, DateTimeOffset? since = null, DateTimeOffset? until = null) =>
        new(PersonNumber.Of(person), team, since ?? Ever, until ?? Forever);

    public static TeamRow Team(int id, int? parent = null, WorkingCalendar? calendar = null) => new(id, $"T{id}", parent, calendar);

    /// <summary>People 1, 2, 3 ... fill the teams given, in order; each opens one change on Monday.</summary>
    public static async Task<IReadOnlyList<int>> FillAsync(MetricBench bench, IReadOnlyList<TeamRow> teams, params (int Team, int People)[] sizes)
    {
        List<MembershipRow> members = [];
        foreach (var (team, people) in sizes)
            for (var i = 0; i < people; i++)
                members.Add(Member(members.Count + 1, team));
        await ReplaceAsync(bench, new Dimensions { Teams = teams, Memberships = members, Links = [.. Enumerable.Range(1, members.Count).Select(i => Link(i))] });
        await bench.PutAsync<ChangeFact>([.. Enumerable.Range(1, members.Count).Select(i => MetricBench.Change(i, MetricBench.Monday.AddHours(1), i))]);
        return [.. members.Select(member => member.Team)];
    }

    public static Task ReplaceAsync(MetricBench bench, Dimensions dimensions) =>
        bench.Store.ReplaceAsync(dimensions, TestContext.Current.CancellationToken);
}
