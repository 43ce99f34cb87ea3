using Duet.Access;
using Duet.Engine.Identity;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Records;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Teams.People;

/// <summary>Linking, merging and splitting, and taking each back, the same on both databases.</summary>
public abstract class IdentityLinksTests : IAsyncLifetime
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private PeopleBench bench = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private OrganisationRecords Organisation => bench.Organisation;

    public async ValueTask InitializeAsync() => bench = await PeopleBench.CreateAsync(await ConnectionAsync());

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<string?> ConnectionAsync();

    [Fact]
    public async Task Link_AnIdentityOfAnotherPerson_MovesItAndUndoBringsItBack()
    {
        var (jane, john) = (await bench.AddAsync("Jane Doe"), await bench.AddAsync("John Roe"));
        await bench.LinkAsync(PeopleBench.Mail("j@home.example"), john);
        var before = await bench.StateAsync();

        var moved = await bench.LinkAsync(PeopleBench.Mail("j@home.example"), jane);

        Assert.Equal((OutcomeKind.Changed, jane), (moved.Kind, moved.Id));
        Assert.Equal(jane, Assert.Single(await Organisation.AllAsync<IdentityLink>()).PersonId);
        Assert.Equal("linked-already", (await bench.LinkAsync(PeopleBench.Mail("j@home.example"), jane)).Refused!.Code);
        Assert.Null((await bench.History.UndoAsync(await bench.LastChangeAsync(), Author.Host, Stop)).Refused);
        Assert.Equal(before, await bench.StateAsync());
    }

    [Fact]
    public async Task Unlink_TheOwnAddress_IsRefusedAnyOtherIsNot()
    {
        var jane = await bench.AddAsync("Jane Doe", "jane@corp.example");
        await bench.LinkAsync(PeopleBench.Mail("j@home.example"), jane);

        Assert.Equal("own-address", (await bench.Links.UnlinkAsync(new("mail", "jane@corp.example"), Author.Host, Stop)).Refused!.Code);
        Assert.Equal("not-linked", (await bench.Links.UnlinkAsync(new("github", "jane"), Author.Host, Stop)).Refused!.Code);
        Assert.Null((await bench.Links.UnlinkAsync(new("mail", "j@home.example"), Author.Host, Stop)).Refused);
        Assert.Empty(await Organisation.AllAsync<IdentityLink>());
    }

    [Fact]
    public async Task Merge_TwoWithTeamsAndDisciplines_KeepsTheStayersAndFillsItsGaps()
    {
        var (stays, goes) = (await bench.AddAsync("Jane Doe", "jane@corp.example"), await bench.AddAsync("J. Doe", "jd@corp.example"));
        var (red, blue) = (await Organisation.TeamAsync("Red"), await Organisation.TeamAsync("Blue"));
        await Organisation.Get<Memberships>().JoinAsync(stays, red, March, null, MembershipKind.Primary, Author.Host, Stop);
        await Organisation.Get<Memberships>().JoinAsync(goes, blue, null, null, MembershipKind.Primary, Author.Host, Stop);
        await Organisation.Get<Disciplines>().SetAsync(goes, "Engineering", null, Author.Host, Stop);
        await bench.LinkAsync(PeopleBench.Mail("j@home.example"), goes);
        var account = await AccountAsync(goes);
        var before = await bench.StateAsync();

        var merged = await bench.Links.MergeAsync(stays, goes, Author.Host, Stop);

        Assert.Equal((OutcomeKind.Changed, stays), (merged.Kind, merged.Id));
        Assert.Equal("Jane Doe", Assert.Single(await Organisation.AllAsync<Person>()).Name);
        var memberships = (await Organisation.AllAsync<Membership>()).OrderBy(row => row.Since ?? DateTimeOffset.MinValue);
        Assert.Equal(
            [(stays, blue, null, (DateTimeOffset?)March), (stays, red, (DateTimeOffset?)March, null)],
            memberships.Select(row => (row.PersonId, row.TeamId, row.Since, row.Until)));
        Assert.Equal(stays, Assert.Single(await Organisation.AllAsync<DisciplinePeriod>()).PersonId);
        Assert.Equal(
            ["j@home.example", "jd@corp.example"],
            (await Organisation.AllAsync<IdentityLink>()).Where(link => link.PersonId == stays).Select(link => link.Key).Order());
        Assert.Equal(stays, (await Organisation.AllAsync<Account>()).Single(row => row.Id == account).PersonId);

        Assert.Null((await bench.History.UndoAsync(await bench.LastChangeAsync(), Author.Host, Stop)).Refused);
        Assert.Equal(before, await bench.StateAsync());
    }

    [Fact]
    public async Task Merge_WhereOnlyTheOtherHasAnAddress_TakesItOver()
    {
        var (stays, goes) = (await bench.AddAsync("Jane Doe"), await bench.AddAsync("J. Doe", "jd@corp.example"));
        var before = await bench.StateAsync();

        await bench.Links.MergeAsync(stays, goes, Author.Host, Stop);

        Assert.Equal("jd@corp.example", Assert.Single(await Organisation.AllAsync<Person>()).Mail);
        await bench.History.UndoAsync(await bench.LastChangeAsync(), Author.Host, Stop);
        Assert.Equal(before, await bench.StateAsync());
    }

    [Fact]
    public async Task Merge_TwoWhoBothSignIn_IsRefused()
    {
        var (stays, goes) = (await bench.AddAsync("Jane Doe"), await bench.AddAsync("J. Doe"));
        await AccountAsync(stays);
        await AccountAsync(goes);

        Assert.Equal("both-sign-in", (await bench.Links.MergeAsync(stays, goes, Author.Host, Stop)).Refused!.Code);
        Assert.Equal("same-person", (await bench.Links.MergeAsync(stays, stays, Author.Host, Stop)).Refused!.Code);
        Assert.Equal("no-person", (await bench.Links.MergeAsync(stays, 999, Author.Host, Stop)).Refused!.Code);
        Assert.Equal(2, (await Organisation.AllAsync<Person>()).Count);
    }

    [Fact]
    public async Task Split_AnIdentityOff_MakesSomebodyNewAndUndoRemovesThem()
    {
        var jane = await bench.AddAsync("Jane Doe", "jane@corp.example");
        await bench.LinkAsync(new KnownIdentity(new("github", "roe"), "John Roe"), jane);
        var before = await bench.StateAsync();

        var split = await bench.Links.SplitAsync(jane, [new KnownIdentity(new("github", "roe"), "John Roe")], Author.Host, Stop);

        Assert.Equal(["Jane Doe", "John Roe"], (await Organisation.AllAsync<Person>()).Select(person => person.Name).Order());
        Assert.Equal(split.Id, Assert.Single(await Organisation.AllAsync<IdentityLink>()).PersonId);
        await bench.History.UndoAsync(await bench.LastChangeAsync(), Author.Host, Stop);
        Assert.Equal(before, await bench.StateAsync());
    }

    [Fact]
    public async Task Split_TheOwnAddressOff_TakesItAway()
    {
        var jane = await bench.AddAsync("Jane Doe", "shared@corp.example");

        var split = await bench.Links.SplitAsync(jane, [PeopleBench.Mail("shared@corp.example", "John Roe")], Author.Host, Stop);

        Assert.Null(split.Refused);
        Assert.Equal(
            [("Jane Doe", null), ("John Roe", (string?)"shared@corp.example")],
            (await Organisation.AllAsync<Person>()).OrderBy(person => person.Id).Select(person => (person.Name, person.Mail)));
    }

    [Fact]
    public async Task Undo_WhereALaterChangeBuildsOnIt_IsRefusedUntilThatIsUndone()
    {
        var (a, b, c) = (await bench.AddAsync("A One"), await bench.AddAsync("B Two"), await bench.AddAsync("C Three"));
        var before = await bench.StateAsync();
        await bench.LinkAsync(PeopleBench.Mail("x@home.example"), b);
        var first = await bench.LastChangeAsync();
        await bench.Links.MergeAsync(a, b, Author.Host, Stop);
        var second = await bench.LastChangeAsync();
        await bench.LinkAsync(PeopleBench.Mail("y@home.example"), c);
        var apart = await bench.LastChangeAsync();

        Assert.Equal("later-change", (await bench.History.UndoAsync(first, Author.Host, Stop)).Refused!.Code);
        // What touches others may be undone in any order.
        Assert.Null((await bench.History.UndoAsync(apart, Author.Host, Stop)).Refused);
        Assert.Null((await bench.History.UndoAsync(second, Author.Host, Stop)).Refused);
        Assert.Null((await bench.History.UndoAsync(first, Author.Host, Stop)).Refused);
        Assert.Equal("undone-already", (await bench.History.UndoAsync(first, Author.Host, Stop)).Refused!.Code);
        Assert.Equal(before, await bench.StateAsync());
    }

    [Fact]
    public async Task Undo_OfASplitWhoseNewPersonJoinedATeam_IsRefused()
    {
        var jane = await bench.AddAsync("Jane Doe");
        await bench.LinkAsync(PeopleBench.Mail("roe@home.example", "John Roe"), jane);
        var split = await bench.Links.SplitAsync(jane, [PeopleBench.Mail("roe@home.example", "John Roe")], Author.Host, Stop);
        var change = await bench.LastChangeAsync();
        await Organisation.Get<Memberships>().JoinAsync(split.Id, await Organisation.TeamAsync("Red"), null, null, MembershipKind.Primary, Author.Host, Stop);

        Assert.Equal("later-change", (await bench.History.UndoAsync(change, Author.Host, Stop)).Refused!.Code);
        Assert.Single(await Organisation.AllAsync<Membership>());
    }

    [Fact]
    public async Task Undo_OfAMergeWhoseAddressSomebodyTook_IsRefused()
    {
        var (stays, goes) = (await bench.AddAsync("Jane Doe", "jane@corp.example"), await bench.AddAsync("J. Doe", "jd@corp.example"));
        await bench.Links.MergeAsync(stays, goes, Author.Host, Stop);
        var change = await bench.LastChangeAsync();
        await bench.AddAsync("New Hire", "jd@corp.example");

        Assert.Equal("taken-meanwhile", (await bench.History.UndoAsync(change, Author.Host, Stop)).Refused!.Code);
    }

    [Fact]
    public async Task Changes_ByManyAtOnce_LoseNothing()
    {
        var people = new List<int>();
        for (var number = 0; number < 6; number++)
            people.Add(await bench.AddAsync($"Person {number}"));

        // All merge into the first, and each links one identity, at the same time.
        var links = people.Select((person, number) => bench.LinkAsync(PeopleBench.Mail($"p{number}@home.example"), person));
        var merges = people.Skip(1).Select(person => bench.Links.MergeAsync(people[0], person, Author.Host, Stop));
        var outcomes = await Task.WhenAll(links.Concat(merges).Select(task => Task.Run(() => task, Stop)));

        Assert.Equal(people[0], Assert.Single(await Organisation.AllAsync<Person>()).Id);
        var linked = await Organisation.AllAsync<IdentityLink>();
        Assert.All(linked, link => Assert.Equal(people[0], link.PersonId));
        Assert.Equal(outcomes.Take(6).Count(outcome => outcome.Refused is null), linked.Count);
    }

    private async Task<Guid> AccountAsync(int person)
    {
        await using var db = Organisation.Records.CreateDbContext();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Mail = $"{Guid.NewGuid():N}@corp.example",
            Name = "X",
            PasswordHash = null,
            Role = Role.Member,
            SecurityStamp = "s",
            CreatedAt = Organisation.Time.GetUtcNow(),
            PersonId = person,
        };
        db.Add(account);
        await db.SaveChangesAsync(Stop);
        return account.Id;
    }
}

public sealed class IdentityLinksOnSqliteTests : IdentityLinksTests
{
    private protected override Task<string?> ConnectionAsync() => Task.FromResult<string?>(null);
}

public sealed class IdentityLinksOnPostgresTests(PostgresServer server) : IdentityLinksTests
{
    private protected override async Task<string?> ConnectionAsync() => await server.NewDatabaseAsync();
}
