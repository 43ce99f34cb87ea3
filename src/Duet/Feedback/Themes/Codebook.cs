using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Themes;

/// <summary>What voices are said to be about: a list of words that people keep.</summary>
internal sealed class Codebook(IDbContextFactory<AppDb> records, Audit audit)
{
    /// <summary>All themes by name.</summary>
    public async Task<IReadOnlyList<Theme>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Theme>().AsNoTracking().OrderBy(theme => theme.Key).ToListAsync(cancellationToken);
    }

    /// <summary>The theme of that name, added where there is none.</summary>
    public async Task<Outcome> EnsureAsync(string? name, Caller caller, CancellationToken cancellationToken)
    {
        var clean = Names.Clean(name);
        if (Names.Check(clean, Theme.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (!caller.Can(Permission.VoiceTriage))
            return Outcome.Refuse("not-yours");
        var key = Names.Key(clean);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Theme>().SingleOrDefaultAsync(theme => theme.Key == key, cancellationToken) is { } known)
            return Outcome.Unchanged(known.Id);
        var theme = new Theme { Name = clean, Key = key };
        db.Add(theme);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "theme.add", $"theme:{theme.Id}"), CancellationToken.None);
        return Outcome.Added(theme.Id);
    }

    /// <param name="isClosed">Given to no new voice; those that have it keep it.</param>
    public async Task<Outcome> EditAsync(int id, string? name, string? description, bool isClosed, Caller caller, CancellationToken cancellationToken)
    {
        var clean = Names.Clean(name);
        if (Names.Check(clean, Theme.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (description?.Length > Theme.LongestDescription)
            return Outcome.Refuse("long-description", Theme.LongestDescription);
        if (!caller.Can(Permission.VoiceTriage))
            return Outcome.Refuse("not-yours");
        var key = Names.Key(clean);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Theme>().FindAsync([id], cancellationToken) is not { } theme)
            return Outcome.Refuse("no-theme");
        if (await db.Set<Theme>().AnyAsync(other => other.Key == key && other.Id != id, cancellationToken))
            return Outcome.Refuse("name-taken", clean);
        (theme.Name, theme.Key, theme.Description, theme.IsClosed) = (clean, key, string.IsNullOrWhiteSpace(description) ? null : description.Trim(), isClosed);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "theme.edit", $"theme:{id}"), CancellationToken.None);
        return Outcome.Changed(id);
    }
}
