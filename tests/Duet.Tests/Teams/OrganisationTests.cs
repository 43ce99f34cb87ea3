using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Duet.Tests.Platform.Records;

namespace Duet.Tests.Teams;

/// <summary>Teams, memberships, disciplines, products and services, the same on both databases.</summary>
public abstract class OrganisationTests : IAsyncLifetime
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private OrganisationRecords organisation = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private KnownTeams Teams => organisation.Get<KnownTeams>();
    private Memberships Memberships => organisation.Get<Memberships>();

    public async ValueTask InitializeAsync()
    {
        var records = await OpenAsync();
        await records.MigrateAsync(Stop);
        organisation = new OrganisationRecords(records);
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<RecordsStore> OpenAsync();

    [Fact]
    public async Task Team_OfANameThatIsTakenInAnotherCase_IsRefused()
    {
        var id = await organisation.TeamAsync("Checkout");

        Assert.Equal("name-taken", (await Teams.AddAsync(new TeamInput(" CHECKOUT "), Author.Host, Stop)).Refused!.Code);
        Assert.Equal(OutcomeKind.Changed, (await Teams.RenameAsync(id, "checkOut", null, Author.Host, Stop)).Kind);
        Assert.Equal("checkOut", Assert.Single(await organisation.AllAsync<Team>()).Name);
    }

    [Theory]
    [InlineData("", "no-name")]
    [InlineData(" \t ", "no-name")]
    [InlineData("a\u0007b", "bad-name")]
    public async Task Team_WithoutAGoodName_IsRefused(string name, string code) =>
        Assert.Equal(code, (await Teams.AddAsync(new TeamInput(name), Author.Host, Stop)).Refused!.Code);

    [Fact]
    public async Task Team_MovedBelowItself_IsRefused()
    {
        var top = await organisation.TeamAsync("Product");
        var middle = await organisation.TeamAsync("Shop", top);
        var low = await organisation.TeamAsync("Checkout", middle);

        Assert.Equal("cycle", (await Teams.MoveAsync(top, low, null, Author.Host, Stop)).Refused!.Code);
        Assert.Equal("cycle", (await Teams.MoveAsync(top, top, null, Author.Host, Stop)).Refused!.Code);
        Assert.Equal("no-parent", (await Teams.MoveAsync(low, 999, null, Author.Host, Stop)).Refused!.Code);
        Assert.Equal(OutcomeKind.Changed, (await Teams.MoveAsync(low, null, null, Author.Host, Stop)).Kind);
    }

    [Fact]
    public async Task Team_ChangedByTwo_KeepsTheFirstAndTellsTheSecond()
    {
        var id = await organisation.TeamAsync("Checkout");
        var seen = Stamp.Of(Assert.Single(await organisation.AllAsync<Team>()));

        Assert.Equal(OutcomeKind.Changed, (await Teams.RenameAsync(id, "Payments", seen, Author.Host, Stop)).Kind);
        Assert.Equal("changed-meanwhile", (await Teams.RenameAsync(id, "Basket", seen, Author.Host, Stop)).Refused!.Code);
        Assert.Equal("Payments", Assert.Single(await organisation.AllAsync<Team>()).Name);
    }

    [Fact]
    public async Task Team_ImportedTwice_IsOneTeamThatKeepsItsExternalId()
    {
        var byHand = await organisation.TeamAsync("Checkout");

        var first = await Teams.EnsureAsync(new TeamInput("Checkout", null, "devlake:4"), Author.Host, Stop);
        var again = await Teams.EnsureAsync(new TeamInput("Checkout", null, "devlake:4"), Author.Host, Stop);
        var renamed = await Teams.EnsureAsync(new TeamInput("Basket", null, "devlake:4"), Author.Host, Stop);

        Assert.Equal((byHand, OutcomeKind.Changed), (first.Id, first.Kind));
        Assert.Equal((byHand, OutcomeKind.Unchanged), (again.Id, again.Kind));
        Assert.Equal((byHand, OutcomeKind.Changed), (renamed.Id, renamed.Kind));
        Assert.Equal("name-taken", (await Teams.EnsureAsync(new TeamInput("Basket", null, "devlake:5"), Author.Host, Stop)).Refused!.Code);
        Assert.Equal("Basket", Assert.Single(await organisation.AllAsync<Team>()).Name);
    }

    [Fact]
    public async Task Team_Ended_LosesItsPeopleFromThenOn()
    {
        var team = await organisation.TeamAsync("Checkout");
        var (ada, ben) = (await organisation.PersonAsync("Ada"), await organisation.PersonAsync("Ben"));
        await Memberships.JoinAsync(ada, team, null, null, MembershipKind.Primary, Author.Host, Stop);
        await Memberships.JoinAsync(ben, team, April, null, MembershipKind.Primary, Author.Host, Stop);

        Assert.Equal(OutcomeKind.Changed, (await Teams.EndAsync(team, March, null, Author.Host, Stop)).Kind);

        var left = Assert.Single(await organisation.AllAsync<Membership>());
        Assert.Equal((ada, (DateTimeOffset?)March), (left.PersonId, left.Until));
        Assert.Equal("team-ended", (await Memberships.JoinAsync(ben, team, April, null, MembershipKind.Primary, Author.Host, Stop)).Refused!.Code);
        Assert.Equal("has-past", (await Teams.RemoveAsync(team, Author.Host, Stop)).Refused!.Code);
    }

    [Fact]
    public async Task Membership_ThatWouldOverlapAnotherPrimaryOne_IsRefused()
    {
        var (one, two) = (await organisation.TeamAsync("One"), await organisation.TeamAsync("Two"));
        var ada = await organisation.PersonAsync("Ada");
        await Memberships.JoinAsync(ada, one, null, April, MembershipKind.Primary, Author.Host, Stop);

        Assert.Equal("overlaps", (await Memberships.JoinAsync(ada, two, March, null, MembershipKind.Primary, Author.Host, Stop)).Refused!.Code);
        Assert.Equal(OutcomeKind.Added, (await Memberships.JoinAsync(ada, two, April, null, MembershipKind.Primary, Author.Host, Stop)).Kind);
        Assert.Equal(OutcomeKind.Added, (await Memberships.JoinAsync(ada, two, null, April, MembershipKind.Secondary, Author.Host, Stop)).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await Memberships.JoinAsync(ada, two, April, null, MembershipKind.Primary, Author.Host, Stop)).Kind);
    }

    [Fact]
    public async Task Membership_First_HoldsForAllOfThePast_AndTheNextFromNowOn()
    {
        var (one, two) = (await organisation.TeamAsync("One"), await organisation.TeamAsync("Two"));
        var ada = await organisation.PersonAsync("Ada");

        var first = await Memberships.MoveAsync(ada, one, null, false, Author.Host, Stop);
        var again = await Memberships.MoveAsync(ada, one, null, false, Author.Host, Stop);
        var move = await Memberships.MoveAsync(ada, two, null, false, Author.Host, Stop);

        var now = organisation.Time.GetUtcNow();
        Assert.Equal((OutcomeKind.Added, new Validity(null, now)), (first.Kind, first.Moves!.Value));
        Assert.Equal(OutcomeKind.Unchanged, again.Kind);
        Assert.Equal((OutcomeKind.Added, (Validity?)null), (move.Kind, move.Moves));
        Assert.Equal([(one, new Validity(null, now)), (two, Validity.From(now))], await HistoryAsync(ada));
    }

    [Fact]
    public async Task Membership_CorrectedInThePast_MovesThatPeriodOnly_AndKeepsItsId()
    {
        var (one, two) = (await organisation.TeamAsync("One"), await organisation.TeamAsync("Two"));
        var ada = await organisation.PersonAsync("Ada");
        await Memberships.JoinAsync(ada, one, null, April, MembershipKind.Primary, Author.Host, Stop);
        var second = await Memberships.JoinAsync(ada, two, April, null, MembershipKind.Primary, Author.Host, Stop);

        var corrected = await Memberships.CorrectAsync(second.Id, March, null, "moved earlier", null, Author.Host, Stop);

        Assert.Equal((OutcomeKind.Changed, second.Id, new Validity(March, April)), (corrected.Kind, corrected.Id, corrected.Moves!.Value));
        Assert.Equal([(one, new Validity(null, March)), (two, Validity.From(March))], await HistoryAsync(ada));
        var noted = (await organisation.Get<Audit>().ListAsync(new AuditFilter("membership.correct"), Stop))[0];
        Assert.Equal(("host", $"person:{ada}", "moved earlier"), (noted.Actor, noted.Object, noted.Reason));
        Assert.Equal($"team:{one} ../2026-04-01T00:00Z, team:{two} 2026-04-01T00:00Z/..", noted.Before);
        Assert.Equal($"team:{one} ../2026-03-01T00:00Z, team:{two} 2026-03-01T00:00Z/..", noted.After);
    }

    [Fact]
    public async Task Membership_FirstAndFuture_AreNoCorrections()
    {
        var (one, two) = (await organisation.TeamAsync("One"), await organisation.TeamAsync("Two"));
        var ada = await organisation.PersonAsync("Ada");

        await Memberships.MoveAsync(ada, one, null, false, Author.Host, Stop);
        await Memberships.MoveAsync(ada, two, null, false, Author.Host, Stop);

        var audit = organisation.Get<Audit>();
        Assert.Equal(2, (await audit.ListAsync(new AuditFilter("membership.change"), Stop)).Count);
        Assert.Empty(await audit.ListAsync(new AuditFilter("membership.correct"), Stop));
        Assert.True((await audit.VerifyAsync(Stop)).Holds);
    }

    [Fact]
    public async Task Catalogue_OfOneWhoMayNotWriteIt_StaysAsItIs()
    {
        var lead = new Author("account:lead", (_, _) => Task.FromResult(true), mayWriteCatalogue: false);
        var service = await organisation.Get<Services>().AddAsync(new ServiceInput("checkout"), Author.Host, Stop);
        var team = await organisation.TeamAsync("One");

        Outcome[] answers =
        [
            await organisation.Get<Products>().AddAsync("Shop", lead, Stop),
            await organisation.Get<Services>().EditAsync(service.Id, new ServiceInput("basket"), null, lead, Stop),
            await organisation.Get<Services>().RemoveAsync(service.Id, lead, Stop),
            await organisation.Get<ServiceOwners>().OwnAsync(service.Id, team, null, lead, Stop),
            await organisation.Get<ServiceCode>().MapAsync(service.Id, "shop", "", lead, Stop),
        ];

        Assert.All(answers, answer => Assert.Equal("not-yours", answer.Refused?.Code));
        Assert.Equal("checkout", Assert.Single(await organisation.AllAsync<Service>()).Name);
    }

    [Fact]
    public async Task Membership_OfALeadsOwnTeams_IsTheirsToWriteAndNoOther()
    {
        var (own, other) = (await organisation.TeamAsync("Own"), await organisation.TeamAsync("Other"));
        var (ada, ben) = (await organisation.PersonAsync("Ada"), await organisation.PersonAsync("Ben"));
        await Memberships.JoinAsync(ben, other, null, null, MembershipKind.Primary, Author.Host, Stop);
        var lead = new Author("account:lead", (team, _) => Task.FromResult(team == own), mayWriteCatalogue: false);

        Assert.Equal(OutcomeKind.Added, (await Memberships.JoinAsync(ada, own, null, null, MembershipKind.Primary, lead, Stop)).Kind);
        Assert.Equal("not-yours", (await Memberships.MoveAsync(ben, own, March, false, lead, Stop)).Refused!.Code);
        Assert.Equal("not-yours", (await Memberships.MoveAsync(ada, other, March, false, lead, Stop)).Refused!.Code);
        Assert.Equal("not-yours", (await Teams.RenameAsync(other, "Mine", null, lead, Stop)).Refused!.Code);
        Assert.Equal("not-yours", (await Teams.AddAsync(new TeamInput("New"), lead, Stop)).Refused!.Code);
        Assert.Equal(OutcomeKind.Added, (await Teams.AddAsync(new TeamInput("Below", own), lead, Stop)).Kind);
    }

    [Fact]
    public async Task Membership_WrittenByManyAtOnce_NeverOverlaps()
    {
        var ada = await organisation.PersonAsync("Ada");
        List<int> teams = [];
        for (var number = 0; number < 6; number++)
            teams.Add(await organisation.TeamAsync($"Team {number}"));

        var answers = await Task.WhenAll(teams.Select(team =>
            Memberships.JoinAsync(ada, team, null, null, MembershipKind.Primary, Author.Host, Stop)));

        Assert.Equal(1, answers.Count(answer => answer.Kind == OutcomeKind.Added));
        Assert.Equal(5, answers.Count(answer => answer.Refused?.Code == "overlaps"));
        Assert.Single(await organisation.AllAsync<Membership>());
    }

    [Fact]
    public async Task Discipline_Changed_LastsUntilTheNext()
    {
        var disciplines = organisation.Get<Disciplines>();
        var ada = await organisation.PersonAsync("Ada");

        await disciplines.SetAsync(ada, "Engineering", null, Author.Host, Stop);
        await disciplines.SetAsync(ada, "Product  Management", March, Author.Host, Stop);
        await disciplines.SetAsync(ada, "developer relations", April, Author.Host, Stop);

        var periods = (await organisation.AllAsync<DisciplinePeriod>()).OrderBy(period => period.Since ?? DateTimeOffset.MinValue);
        Assert.Equal(
            [("engineering", (DateTimeOffset?)March), ("product management", April), ("developer relations", null)],
            periods.Select(period => (period.Discipline, period.Until)));
        Assert.Contains("developer relations", await disciplines.ListAsync(Stop));
    }

    [Fact]
    public async Task Service_WithOwnersAndCode_KeepsItsPast()
    {
        var (one, two) = (await organisation.TeamAsync("One"), await organisation.TeamAsync("Two"));
        var product = await organisation.Get<Products>().AddAsync("Shop", Author.Host, Stop);
        var services = organisation.Get<Services>();
        var service = await services.AddAsync(new ServiceInput("checkout", product.Id), Author.Host, Stop);
        var owners = organisation.Get<ServiceOwners>();

        await owners.OwnAsync(service.Id, one, null, Author.Host, Stop);
        var handed = await owners.OwnAsync(service.Id, two, March, Author.Host, Stop);
        var code = organisation.Get<ServiceCode>();
        var mapped = await code.MapAsync(service.Id, "shop", "/services/checkout/", Author.Host, Stop);

        Assert.Equal(new Validity(March, organisation.Time.GetUtcNow()), handed.Moves);
        Assert.Equal(
            [(one, (DateTimeOffset?)March), (two, null)],
            (await organisation.AllAsync<ServiceOwner>()).OrderBy(owner => owner.Id).Select(owner => (owner.TeamId, owner.Until)));
        Assert.Equal("services/checkout", Assert.Single(await organisation.AllAsync<RepoService>()).Path);
        Assert.Equal("bad-path", (await code.MapAsync(service.Id, "shop", "../etc", Author.Host, Stop)).Refused!.Code);
        Assert.Equal(OutcomeKind.Unchanged, (await code.MapAsync(service.Id, "shop", "services/checkout", Author.Host, Stop)).Kind);
        Assert.Equal("name-taken", (await services.AddAsync(new ServiceInput("Checkout"), Author.Host, Stop)).Refused!.Code);
        Assert.Equal(OutcomeKind.Changed, (await services.EnsureAsync(new ServiceInput("Checkout", null, "Takes the money", "backstage:checkout"), Author.Host, Stop)).Kind);
        var kept = Assert.Single(await organisation.AllAsync<Service>());
        Assert.Equal(("checkout", product.Id, "Takes the money"), (kept.Name, kept.ProductId, kept.Description));
        Assert.Equal(OutcomeKind.Changed, (await code.UnmapAsync(mapped.Id, Author.Host, Stop)).Kind);
    }

    private async Task<List<(int Team, Validity Span)>> HistoryAsync(int person) =>
        [.. (await organisation.AllAsync<Membership>()).Where(row => row.PersonId == person)
            .OrderBy(row => row.Since ?? DateTimeOffset.MinValue).Select(row => (row.TeamId, row.Span()))];
}

public sealed class SqliteOrganisationTests : OrganisationTests
{
    private readonly TemporaryFolder folder = new();

    private protected override Task<RecordsStore> OpenAsync() =>
        Task.FromResult(RecordsStore.At(Path.Combine(folder.Path, "records.db"), null));

    public override ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresOrganisationTests(PostgresServer server) : OrganisationTests
{
    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await server.NewDatabaseAsync());

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
