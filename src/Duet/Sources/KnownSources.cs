using Duet.Engine.Facts;
using Duet.Platform;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Sources;

/// <summary>The sources of the installation: added, listed, switched, run, removed.</summary>
internal sealed class KnownSources(
    IDbContextFactory<AppDb> records, IEnumerable<ISource> kinds, SourceRunner runner, SourceFacts facts, DataDirectory data, TimeProvider time)
{
    /// <summary>Adds a source and starts it; answers the one that is there already for the same place.</summary>
    public async Task<SourceAnswer> AddAsync(string kind, string location, CancellationToken cancellationToken)
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
        runner.Ask(added.Name);
        return new SourceAnswer(added.Name, null);
    }

    /// <summary>Removes a source, its clone and its facts; false where there is none of that name.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<SourceRecord>().Where(source => source.Name == name).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        await runner.EndAsync(name);
        await facts.ClearAsync(name, cancellationToken);
        if (Directory.Exists(data.SourceFolder(name)))
            Directory.Delete(data.SourceFolder(name), recursive: true);
        return true;
    }

    /// <summary>Switches a source on or off; false where there is none of that name.</summary>
    public async Task<bool> EnableAsync(string name, bool enabled, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<SourceRecord>().Where(source => source.Name == name)
                .ExecuteUpdateAsync(set => set.SetProperty(source => source.Enabled, enabled), cancellationToken) == 0)
            return false;
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
