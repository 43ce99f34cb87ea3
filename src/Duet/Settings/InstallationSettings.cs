using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Settings;

/// <summary>What the owner has set, as the engine takes it; read once, replaced when it is changed.</summary>
internal sealed class InstallationSettings(IDbContextFactory<AppDb> records, Audit audit) : IOpenTeams
{
    private volatile Installation current = new();

    public Installation Current => current;

    public bool OpenTeams { get; private set; }

    public async Task<SettingsRecord> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<SettingsRecord>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new SettingsRecord();
    }

    /// <summary>Makes what is in the records current.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => Take(await ReadAsync(cancellationToken));

    /// <summary>Keeps checked settings that somebody entered, and records what changed.</summary>
    public async Task ChangeAsync(SettingsRecord settings, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        var before = await ReadAsync(cancellationToken);
        await SaveAsync(settings, cancellationToken);
        var changes = SettingsChanges.Between(before, settings);
        if (changes.Count > 0)
            await audit.RecordAsync(
                new AuditEntry(
                    caller.AuditName, "settings.change", "settings",
                    Before: string.Join("; ", changes.Select(change => $"{change.Name} {change.Before}")),
                    After: string.Join("; ", changes.Select(change => $"{change.Name} {change.After}"))),
                cancellationToken);
    }

    /// <summary>Keeps checked settings and makes them current.</summary>
    public async Task SaveAsync(SettingsRecord settings, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<SettingsRecord>().AnyAsync(cancellationToken))
            db.Update(settings);
        else
            db.Add(settings);
        await db.SaveChangesAsync(cancellationToken);
        Take(settings);
    }

    private void Take(SettingsRecord settings) => (current, OpenTeams) = (Of(settings), settings.OpenTeams);

    private static Installation Of(SettingsRecord settings)
    {
        // A zone that this machine does not know any more must not keep the server from starting.
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(settings.Zone, out var known) ? known : TimeZoneInfo.Utc;
        return new Installation
        {
            Zone = zone,
            Working = new WorkingCalendar(zone, settings.WorkStart, settings.WorkEnd, settings.WorkDays, settings.Holidays),
            Floor = settings.Floor,
        };
    }
}
