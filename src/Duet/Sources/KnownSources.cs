using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Sources;

/// <summary>The sources of the installation: added, listed, switched, run, removed.</summary>
internal sealed class KnownSources(
    IDbContextFactory<AppDb> records, IEnumerable<ISource> kinds, SourceRunner runner, SourceFacts facts, DataDirectory data, Audit audit, TimeProvider time)
{
    /// <summary>Adds a source and starts it; answers the one that is there already for the same place.</summary>
    /// <param name="kind">As <see cref="ISource.Kind"/>.</param>
    /// <param name="location">A path or an address.</param>
    /// <param name="actor">As <see cref="Caller.AuditName"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<SourceAnswer> AddAsync(string kind, string location, string actor, CancellationToken cancellationToken)
    {
        location = SourceLocation.Kept(location.Trim());
        if (Refusal(kind, location) is { } problem)
            return new SourceAnswer(null, problem);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<SourceRecord>().AsNoTracking().ToListAsync(cancellationToken);
        if (known.Find(source => source.Kind == kind && source.Location == location) is { } same)
            return new SourceAnswer(same.Name, null, WasKnown: true);
        var added = new SourceRecord
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Name = SourceNames.From(location, known.Select(source => source.Name).ToHashSet()),
            Kind = kind,
            Location = location,
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        // Asked for at once: the runner would find it by itself meanwhile, and then run it twice.
        runner.Ask(added.Name);
        await audit.RecordAsync(new AuditEntry(actor, "source.add", $"source:{added.Name}", After: PlaceOf(kind, location)), CancellationToken.None);
        return new SourceAnswer(added.Name, null);
    }

    /// <summary>Removes a source, its clone and its facts; false where there is none of that name.</summary>
    public async Task<bool> RemoveAsync(string name, string actor, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<SourceRecord>().Where(source => source.Name == name).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        await audit.RecordAsync(new AuditEntry(actor, "source.remove", $"source:{name}"), CancellationToken.None);
        await runner.EndAsync(name);
        await facts.ClearAsync(name, cancellationToken);
        if (Directory.Exists(data.SourceFolder(name)))
            Directory.Delete(data.SourceFolder(name), recursive: true);
        return true;
    }

    /// <summary>Switches a source on or off; false where there is none of that name.</summary>
    public async Task<bool> EnableAsync(string name, bool enabled, string actor, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<SourceRecord>().Where(source => source.Name == name)
                .ExecuteUpdateAsync(set => set.SetProperty(source => source.Enabled, enabled), cancellationToken) == 0)
            return false;
        await audit.RecordAsync(new AuditEntry(actor, "source.change", $"source:{name}", After: enabled ? "on" : "off"), CancellationToken.None);
        if (!enabled)
            await runner.EndAsync(name);
        return true;
    }

    /// <summary>Asks for a run now; false where there is none of that name.</summary>
    public async Task<bool> RunAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<SourceRecord>().AnyAsync(source => source.Name == name, cancellationToken))
            return false;
        runner.Ask(name);
        return true;
    }

    // An address may hold credentials, a folder somebody's name: the host is all that is told.
    private static string PlaceOf(string kind, string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var address) && address.IdnHost.Length > 0 ? $"{kind} from {address.IdnHost}" : kind;

    private SourceProblem? Refusal(string kind, string location)
    {
        if (kinds.FirstOrDefault(known => known.Kind == kind) is not { } reader)
            return new SourceProblem("unknown-kind", $"There is no source of the kind '{kind}'.", "");
        if (location.Length is 0 or > SourceRecord.LongestLocation)
            return new SourceProblem("bad-location", "Enter a path or an address.", "");
        return reader.Check(location);
    }
}

/// <summary>The source's name, or why it was refused.</summary>
internal sealed record SourceAnswer(string? Name, SourceProblem? Problem, bool WasKnown = false);
