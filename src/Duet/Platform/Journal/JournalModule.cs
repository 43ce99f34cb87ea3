using Duet.Platform.Journal.Projection;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Retaining;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Postgres;
using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Platform.Journal;

/// <summary>Keeps what came in, and makes facts of it.</summary>
internal static class JournalModule
{
    /// <param name="services">The server's services.</param>
    /// <param name="data">Where the files go.</param>
    /// <param name="records">The PostgreSQL database that holds the records, and then the journal, too; null for files.</param>
    public static IServiceCollection AddJournal(this IServiceCollection services, DataDirectory data, string? records)
    {
        services.AddSingleton(new JournalOptions());
        services.AddSingleton<IJournalStore>(provider => string.IsNullOrWhiteSpace(records)
            ? new SqliteJournalStore(data.JournalFolder, provider.GetRequiredService<JournalOptions>())
            : new PgJournalStore(records));
        services.AddSingleton<DeliveryJournal>();
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<DeliveryJournal>());
        services.AddSingleton(new Archive(data.ArchiveFolder));
        services.AddSingleton<JournalFeed>();
        services.AddSingleton(new ProjectionOptions());
        services.AddSingleton<MapFence>();
        services.AddSingleton<Projector>();
        services.AddSingleton<Quarantine>();
        services.AddHostedService(provider => provider.GetRequiredService<Projector>());
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        return services;
    }
}
