using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Feedback;

/// <summary>The use cases of voices over a records database of a test class, at a fixed time.</summary>
public abstract class VoiceRecords : IAsyncLifetime
{
    private ServiceProvider services = null!;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    internal RecordsStore Records { get; private set; } = null!;
    internal IVoices Voices => Get<IVoices>();

    private protected abstract Task<RecordsStore> OpenAsync();

    public async ValueTask InitializeAsync()
    {
        Records = await OpenAsync();
        await Records.MigrateAsync(TestContext.Current.CancellationToken);
        services = new ServiceCollection()
            .AddSingleton<IDbContextFactory<AppDb>>(Records)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<Func<Installation>>(() => new Installation())
            .AddSingleton<Audit>()
            .AddFeedback(listens: false)
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await services.DisposeAsync();
        Close();
    }

    private protected virtual void Close()
    {
    }

    internal T Get<T>() where T : notnull => services.GetRequiredService<T>();

    internal async Task<int> TakeAsync(string title, string body = "", string? id = null, VoiceKind kind = VoiceKind.Customer, Func<NewVoice, NewVoice>? change = null)
    {
        var said = new NewVoice { Kind = kind, Channel = VoiceChannel.Api, Source = "api", ExternalId = id, Title = title, Body = body };
        var receipt = await Voices.TakeAsync(change?.Invoke(said) ?? said, TestContext.Current.CancellationToken);
        Assert.Equal(VoiceOutcome.Taken, receipt.Outcome);
        return receipt.Id!.Value;
    }

    internal async Task<T> AddAsync<T>(T row) where T : class
    {
        await using var db = Records.CreateDbContext();
        db.Add(row);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return row;
    }

    internal async Task<Voice> VoiceAsync(int id)
    {
        await using var db = Records.CreateDbContext();
        return await db.Set<Voice>().AsNoTracking().SingleAsync(voice => voice.Id == id, TestContext.Current.CancellationToken);
    }

    internal async Task<IReadOnlyList<T>> AllAsync<T>() where T : class
    {
        await using var db = Records.CreateDbContext();
        return await db.Set<T>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>In a file of SQLite.</summary>
public sealed class SqliteVoiceRecords : VoiceRecords
{
    private readonly TemporaryFolder folder = new();

    internal string File => Path.Combine(folder.Path, "records.db");

    private protected override Task<RecordsStore> OpenAsync() => Task.FromResult(RecordsStore.At(File, null));

    private protected override void Close()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}

/// <summary>In a database of PostgreSQL.</summary>
public sealed class PgVoiceRecords(Platform.Records.PostgresServer postgres) : VoiceRecords
{
    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await postgres.NewDatabaseAsync());
}
