using System.Text.Json;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Teams.People;

/// <summary>People, identities and rules over databases of their own.</summary>
internal sealed class PeopleBench : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly TemporaryFolder? folder;
    private readonly DuckDbFactStore facts;
    private readonly OrganisationRecords organisation;

    private PeopleBench(TemporaryFolder? folder, RecordsStore records, DuckDbFactStore facts)
    {
        (this.folder, this.facts) = (folder, facts);
        organisation = new OrganisationRecords(records, facts);
    }

    public IFactStore Facts => facts;
    public OrganisationRecords Organisation => organisation;
    public KnownPeople People => organisation.Get<KnownPeople>();
    public IdentityLinks Links => organisation.Get<IdentityLinks>();
    public IdentityHistory History => organisation.Get<IdentityHistory>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="connection">A PostgreSQL database; null for SQLite.</param>
    public static async Task<PeopleBench> CreateAsync(string? connection = null)
    {
        var folder = connection is null ? new TemporaryFolder() : null;
        var records = RecordsStore.At(Path.Combine(folder?.Path ?? "", "duet.db"), connection);
        await records.MigrateAsync(Stop);
        return new PeopleBench(folder, records, await DuckDbFactStore.OpenAsync(null, cancellationToken: Stop));
    }

    public static KnownIdentity Mail(string address, string name = "Jane Doe") => new(new IdentityKey("mail", address), name);

    public async Task<int> AddAsync(string name, string? mail = null)
    {
        var added = await People.AddAsync(new PersonInput(name, mail), Author.Host, Stop);
        Assert.Null(added.Refused);
        return added.Id;
    }

    public Task<Duet.Teams.Outcome> LinkAsync(KnownIdentity identity, int person) => Links.LinkAsync(identity, person, LinkMethod.Manual, 1, Author.Host, Stop);

    public async Task<int> LastChangeAsync() => (await History.NewestAsync(1, Stop))[0].Id;

    /// <summary>Commits by these, one each, so that facts know them.</summary>
    public Task SeenAsync(params IReadOnlyList<Actor> actors) => WriteAsync(facts, organisation.Time.GetUtcNow(), actors);

    public static Task WriteAsync(IFactStore facts, DateTimeOffset at, IReadOnlyList<Actor> actors) => facts.WriteAsync(
        new FactBatch(Guid.NewGuid().ToString(), "test").Append([.. actors.Select((actor, index) => new CommitFact
        {
            Repo = "repo", Sha = $"{Guid.NewGuid():N}{index}", Subject = "Work", Author = actor, AuthorKind = actor.Kind, AuthoredAt = at, CommittedAt = at, IsMerge = false,
        })]), Stop);

    /// <summary>Every row about people, as text that differs where any column does.</summary>
    public async Task<string> StateAsync()
    {
        await using var db = organisation.Records.CreateDbContext();
        return JsonSerializer.Serialize(new
        {
            People = await db.Set<Person>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(Stop),
            Links = await db.Set<IdentityLink>().AsNoTracking().OrderBy(row => row.Realm).ThenBy(row => row.Key).ToListAsync(Stop),
            Memberships = await db.Set<Membership>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(Stop),
            Disciplines = await db.Set<DisciplinePeriod>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(Stop),
            Attributes = await db.Set<PersonAttribute>().AsNoTracking().OrderBy(row => row.PersonId).ThenBy(row => row.Name).ToListAsync(Stop),
            Accounts = await db.Set<Account>().AsNoTracking().OrderBy(row => row.Id).Select(row => new { row.Id, row.PersonId }).ToListAsync(Stop),
        }, Readable);
    }

    public async ValueTask DisposeAsync()
    {
        await facts.DisposeAsync();
        folder?.Dispose();
    }
}
