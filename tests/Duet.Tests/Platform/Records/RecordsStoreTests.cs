using Duet.Access;
using Duet.Platform.Records;
using Duet.Settings;
using Duet.Sources;
using Duet.Teams;
using Duet.Tests.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Platform.Records;

/// <summary>The same statements on both databases.</summary>
public abstract class RecordsStoreTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, 123, TimeSpan.FromHours(2)));
    private RecordsStore records = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        records = await OpenAsync();
        await records.MigrateAsync(Stop);
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<RecordsStore> OpenAsync();

    private async Task<Account> OwnerAsync()
    {
        var accounts = new Accounts(records, new PasswordHasher<Account>(), new Audit(records, time), time);
        var token = await new SetupLinks(records, accounts, time).IssueAsync(Stop);
        var account = await accounts.CreateOwnerAsync(token!, new NewAccount("Ada@Example.org", "Ada", "correct horse battery"), Stop);
        Assert.Null(await accounts.CreateOwnerAsync(token!, new NewAccount("b@example.org", "B", "correct horse battery"), Stop));
        return account!;
    }

    [Fact]
    public async Task Model_AfterTheMigrations_HasNoPendingChanges()
    {
        await using var db = records.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(Stop));
        await records.MigrateAsync(Stop);
    }

    [Fact]
    public async Task Accounts_AreMadeOnceAndFoundByMail()
    {
        var account = await OwnerAsync();
        var audit = new Audit(records, time);
        var signIns = new SignIns(
            records, new PasswordHasher<Account>(), new SignInThrottle(records, time),
            new SignInAudit(audit, time, NullLogger<SignInAudit>.Instance), time);

        Assert.Equal(Role.Owner, account.Role);
        var found = (await signIns.SignInAsync("ada@example.ORG", "correct horse battery", Stop)).Account;
        Assert.Equal(account.Id, found!.Id);
        Assert.Equal(time.GetUtcNow(), found.CreatedAt);
        Assert.Equal(account.Id, (await new SignedIn(records).FindAsync(found.Id, found.SecurityStamp, Stop))!.Id);
    }

    [Fact]
    public async Task SignInAttempts_ManyAtOnce_AreCountedOneByOne()
    {
        var throttle = new SignInThrottle(records, time);

        var begun = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => throttle.BeginAsync("bob@example.org", Stop))));

        Assert.Equal(SignInThrottle.Attempts, begun.Count(attempt => attempt is not null));
        time.Advance(SignInThrottle.Locked);
        Assert.Equal(1, await throttle.BeginAsync("bob@example.org", Stop));
    }

    [Fact]
    public async Task Owners_DemotingEachOtherAtOnce_LeaveOne()
    {
        var (audit, people) = (new Audit(records, time), new PeopleDirectory(records));
        var invitations = new Invitations(records, people, audit, time);
        var open = new OpenInvitations(records, new PasswordHasher<Account>(), new SignInThrottle(records, time), audit, time);
        var ada = await OwnerAsync();
        var link = await invitations.InviteAsync(Caller.Host, "grace@example.org", Role.Owner, null, Stop);
        var joined = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => open.AcceptAsync(link.Token!, "Grace", "correct horse battery", Stop))));
        var grace = Assert.Single(joined, account => account is not null)!;
        var changes = new AccountChanges(records, people, audit, time);

        var answers = await Task.WhenAll(
            Task.Run(() => changes.SetRoleAsync(Caller.Host, ada.Id, Role.Member, Stop)),
            Task.Run(() => changes.SetRoleAsync(Caller.Host, grace.Id, Role.Member, Stop)));

        Assert.Single(answers, answer => answer is AccountRefusal.LastOwner);
        Assert.Empty(await people.SearchAsync("NOBODY", 5, Stop));
    }

    [Fact]
    public async Task Keys_AreFoundByTheirTextAndNotedOncePerDay()
    {
        var keys = new Keys(records, records.Changes, new Audit(records, time), () => Matrix.Standard, time);
        var text = (await keys.AddAsync("ci", Stop)).Text!;

        Assert.Equal("ci", (await keys.FindAsync(text, Stop))!.Key.Name);
        Assert.Null(await keys.FindAsync(KeyText.Create(), Stop));
        Assert.Equal(new DateOnly(2026, 3, 2), (await keys.ListAsync(Stop))[0].LastUsedOn);
        Assert.Equal(KeyRefusal.NameTaken, (await keys.AddAsync("ci", Stop)).Refusal);
        Assert.True(await keys.RevokeAsync("ci", Stop));
        Assert.False(await keys.RevokeAsync("ci", Stop));
    }

    [Fact]
    public async Task Settings_SavedTwice_ComeBackWhole()
    {
        var settings = new InstallationSettings(records, new Audit(records, time));
        await settings.SaveAsync(new SettingsRecord { Zone = "Europe/Vienna" }, Stop);
        await settings.SaveAsync(
            new SettingsRecord
            {
                Zone = "Asia/Tokyo",
                WorkStart = new TimeOnly(8, 30),
                WorkEnd = new TimeOnly(16, 45),
                WorkDays = [DayOfWeek.Sunday, DayOfWeek.Monday],
                Holidays = [new DateOnly(2026, 12, 25)],
                Floor = 8,
            },
            Stop);

        var again = new InstallationSettings(records, new Audit(records, time));
        await again.LoadAsync(Stop);
        Assert.Equal("Asia/Tokyo", again.Current.Zone.Id);
        Assert.Equal(8, again.Current.Floor);
        Assert.Equal(new TimeOnly(16, 45), again.Current.Working.End);
        Assert.True(again.Current.Working.IsWorkingDay(new DateOnly(2026, 12, 27)));
        Assert.False(again.Current.Working.IsWorkingDay(new DateOnly(2026, 12, 25)));
    }

    [Fact]
    public async Task Settings_WithAFloorBelowFive_AreRefusedByTheTable()
    {
        await Assert.ThrowsAsync<DbUpdateException>(() => new InstallationSettings(records, new Audit(records, time)).SaveAsync(new SettingsRecord { Floor = 4 }, Stop));
    }

    [Fact]
    public async Task Runs_AreOrderedPrunedAndKeepTheLastSuccess()
    {
        var runs = new SourceRuns(records, time);
        var source = new SourceRecord
        {
            Id = Guid.NewGuid(),
            Name = "shop",
            Kind = "git",
            Location = "/srv/shop",
            CreatedAt = time.GetUtcNow(),
        };
        await using (var db = records.CreateDbContext())
        {
            db.Add(source);
            await db.SaveChangesAsync(Stop);
        }

        for (var number = 0; number < SourceRuns.Kept + 5; number++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            var run = await runs.StartAsync(source, Stop);
            run.Outcome = number == 0 ? RunOutcome.Succeeded : RunOutcome.Failed;
            run.Notes = [new SourceProblem("shallow", "Not all of it is there.", "Unshallow it.")];
            await runs.FinishAsync(run, Stop);
        }
        time.Advance(TimeSpan.FromMinutes(1));
        await runs.StartAsync(source, Stop);
        await runs.InterruptAsync(Stop);

        var history = Assert.Single(await runs.HistoriesAsync(Stop));
        Assert.Equal(RunOutcome.Interrupted, history.LastRun!.Outcome);
        Assert.NotNull(history.LastSuccess);
        Assert.Equal(history.LastRun.StartedAt, history.NextRun);
        await using var after = records.CreateDbContext();
        var kept = await after.Set<SourceRun>().ToListAsync(Stop);
        Assert.Equal(SourceRuns.Kept + 1, kept.Count);
        Assert.Equal("shallow", kept.First(run => run.Outcome == RunOutcome.Failed).Notes[0].Code);
    }
}

public sealed class SqliteRecordsTests : RecordsStoreTests
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

public sealed class PostgresRecordsTests(PostgresServer server) : RecordsStoreTests
{
    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await server.NewDatabaseAsync());

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
