using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Teams;

/// <summary>The use cases of the organisation over a records database, at a fixed time.</summary>
internal sealed class OrganisationRecords
{
    private readonly ServiceProvider services;

    public OrganisationRecords(RecordsStore records, Engine.Facts.IFactStore? facts = null)
    {
        Records = records;
        var given = new ServiceCollection();
        if (facts is not null)
            given.AddSingleton(facts);
        services = given
            .AddSingleton<IDbContextFactory<AppDb>>(records)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<Func<Installation>>(() => new Installation())
            .AddSingleton<Audit>()
            .AddTeams()
            .BuildServiceProvider();
        Get<OrganisationLog>().Changed += () => Changes++;
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    public RecordsStore Records { get; }
    public int Changes { get; private set; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public async Task<int> PersonAsync(string name)
    {
        await using var db = Records.CreateDbContext();
        var person = new Person { Name = name, CreatedAt = Time.GetUtcNow() };
        db.Add(person);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return person.Id;
    }

    public async Task<int> TeamAsync(string name, int? parent = null) =>
        (await Get<KnownTeams>().AddAsync(new TeamInput(name, parent), Author.Host, TestContext.Current.CancellationToken)).Id;

    public async Task<IReadOnlyList<T>> AllAsync<T>() where T : class
    {
        await using var db = Records.CreateDbContext();
        return await db.Set<T>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
