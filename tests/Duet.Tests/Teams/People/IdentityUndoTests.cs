using CsCheck;
using Duet.Engine.Identity;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Records;

namespace Duet.Tests.Teams.People;

/// <summary>Whatever is linked, merged and split: undone from the last to the first, every table is as it was.</summary>
public sealed class IdentityUndoTests
{
    private const int People = 5;
    private const int Identities = 6;

    private static readonly Gen<(int Verb, int First, int Second, int Identity)[]> Steps =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, People], Gen.Int[0, People], Gen.Int[0, Identities - 1]).Array[1, 14];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Undo_OfAnySequenceInReverse_RestoresEveryTable() =>
        await Steps.SampleAsync(async steps =>
        {
            await using var bench = await WithTeamsAsync();
            List<(int Change, string Before)> done = [];
            foreach (var step in steps)
            {
                var before = await bench.StateAsync();
                var outcome = await RunAsync(bench, step);
                if (outcome.Refused is null)
                    done.Add((await bench.LastChangeAsync(), before));
                else
                    Assert.Equal(before, await bench.StateAsync());
                await HoldsAsync(bench);
            }
            done.Reverse();
            foreach (var (change, before) in done)
            {
                Assert.Null((await bench.History.UndoAsync(change, Author.Host, Stop)).Refused);
                Assert.Equal(before, await bench.StateAsync());
            }
        }, iter: 15, threads: 1);

    [Fact]
    public async Task Undo_InAnyOrder_IsRefusedOrLeavesASoundDirectory() =>
        await Gen.Select(Steps, Gen.Int).SampleAsync(UndoAllAsync, iter: 10, threads: 1);

    // Linked, taken away and linked again: the first link looks as if nothing had come after it.
    [Fact]
    public async Task Undo_OfWhatLaterChangesBroughtBack_LeavesNoneOfThemStuck() => await UndoAllAsync(
        [(1, 2, 5, 3), (2, 4, 2, 2), (3, 3, 4, 3), (2, 5, 3, 5), (1, 5, 0, 4), (1, 0, 1, 3), (4, 3, 3, 2), (2, 3, 1, 4), (3, 3, 0, 1), (1, 4, 3, 1), (1, 2, 1, 3)], -18765);

    private static async Task UndoAllAsync((int Verb, int First, int Second, int Identity)[] steps, int seed)
    {
        await using var bench = await WithTeamsAsync();
        var start = await bench.StateAsync();
        List<int> open = [];
        foreach (var step in steps)
            if ((await RunAsync(bench, step)).Refused is null)
                open.Add(await bench.LastChangeAsync());
        var random = new Random(seed);
        // In each round at least the last change that stands can be undone.
        while (open.Count > 0)
        {
            var count = open.Count;
            foreach (var change in open.OrderBy(_ => random.Next()).ToList())
            {
                if ((await bench.History.UndoAsync(change, Author.Host, Stop)).Refused is null)
                    open.Remove(change);
                await HoldsAsync(bench);
            }
            Assert.True(open.Count < count);
        }
        Assert.Equal(start, await bench.StateAsync());
    }

    private static async Task<PeopleBench> WithTeamsAsync()
    {
        var bench = await PeopleBench.CreateAsync();
        var memberships = bench.Organisation.Get<Memberships>();
        int[] teams = [await bench.Organisation.TeamAsync("Red"), await bench.Organisation.TeamAsync("Blue")];
        var day = bench.Organisation.Time.GetUtcNow();
        for (var number = 0; number < People; number++)
        {
            var person = await bench.AddAsync($"Person {number}", number % 2 == 0 ? $"p{number}@corp.example" : null);
            await memberships.JoinAsync(person, teams[number % 2], day.AddDays(-100 * number), day.AddDays(40 * number), MembershipKind.Primary, Author.Host, Stop);
            if (number % 3 == 0)
                await memberships.JoinAsync(person, teams[(number + 1) % 2], null, null, MembershipKind.Secondary, Author.Host, Stop);
            if (number % 2 == 0)
                await bench.Organisation.Get<PersonAttributes>().SetAsync(person, $"Site {number}", number == 0 ? null : "2024-03-01", Author.Host, Stop);
            await bench.Organisation.Get<Disciplines>().SetAsync(person, number < 2 ? "Design" : "Engineering", day.AddDays(-number), Author.Host, Stop);
        }
        return bench;
    }

    private static async Task<Outcome> RunAsync(PeopleBench bench, (int Verb, int First, int Second, int Identity) step)
    {
        var people = (await bench.Organisation.AllAsync<Person>()).Select(person => person.Id).Order().ToList();
        var (first, second) = (people[step.First % people.Count], people[step.Second % people.Count]);
        var identity = new KnownIdentity(new IdentityKey(step.Identity % 2 == 0 ? "mail" : "github", $"p{step.Identity}@corp.example"), $"Name {step.Identity}");
        return step.Verb switch
        {
            0 => await bench.Links.MergeAsync(first, second, Author.Host, Stop),
            1 => await bench.LinkAsync(identity, first),
            2 => await bench.Links.UnlinkAsync(identity.Id, Author.Host, Stop),
            3 => await bench.Links.SplitAsync(await OwnerAsync(bench, identity.Id) ?? first, [identity], Author.Host, Stop),
            _ => await bench.Links.LinkAsNewAsync([identity, identity with { Id = new("github", $"new{step.Identity}") }], LinkMethod.Suggestion, 0.9, Author.Host, Stop),
        };
    }

    private static async Task<int?> OwnerAsync(PeopleBench bench, IdentityKey identity) =>
        (await bench.Organisation.AllAsync<IdentityLink>()).SingleOrDefault(link => link.Realm == identity.Realm && link.Key == identity.Key)?.PersonId
        ?? (await bench.Organisation.AllAsync<Person>()).SingleOrDefault(person => identity.Realm == "mail" && person.Mail == identity.Key)?.Id;

    // Primary teams and disciplines of a person never overlap; every row belongs to somebody.
    private static async Task HoldsAsync(PeopleBench bench)
    {
        var people = (await bench.Organisation.AllAsync<Person>()).Select(person => person.Id).ToHashSet();
        var memberships = await bench.Organisation.AllAsync<Membership>();
        var disciplines = await bench.Organisation.AllAsync<DisciplinePeriod>();
        Assert.All((await bench.Organisation.AllAsync<IdentityLink>()).Select(link => link.PersonId), person => Assert.Contains(person, people));
        foreach (var own in memberships.Where(row => row.IsPrimary).GroupBy(row => row.PersonId))
            Assert.True(own.Timeline(row => row.TeamId * 2 + (row.IsLead ? 1 : 0)).Spells.Count > 0);
        foreach (var own in memberships.Where(row => !row.IsPrimary).GroupBy(row => (row.PersonId, row.TeamId)))
            Assert.True(own.Timeline(row => row.TeamId).Spells.Count > 0);
        foreach (var own in disciplines.GroupBy(row => row.PersonId))
            Assert.True(own.Timeline(row => row.Discipline).Spells.Count > 0);
    }
}
