using Duet.Access;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>Changes voices that are there: sorted, linked, answered, ended.</summary>
internal sealed class VoiceChanges(VoiceWriter writer, Audit audit, TimeProvider time)
{
    public async Task<bool> ChangeAsync(int id, Author author, Action<VoiceChange> change, CancellationToken cancellationToken)
    {
        var asked = new VoiceChange();
        change(asked);
        var isDone = await writer.WriteAsync((db, number) => ApplyAsync(db, number, id, author, asked, cancellationToken), cancellationToken);
        if (isDone)
            await RecordAsync(author, id, asked, cancellationToken);
        return isDone;
    }

    /// <summary>Changes a voice together with whatever else the writer writes; <see cref="RecordAsync"/> follows once that is kept.</summary>
    /// <returns>False where there is no such voice, or it is not the author's to change.</returns>
    public async Task<bool> ApplyAsync(AppDb db, long number, int id, Author author, VoiceChange asked, CancellationToken cancellationToken)
    {
        if (await db.Set<Voice>().FindAsync([id], cancellationToken) is not { } voice || !MayTriage(author, voice) || !await ExistAsync(db, asked, cancellationToken))
            return false;
        var now = time.GetUtcNow();
        voice.Change = number;
        if (IsTriage(asked))
            voice.TriagedAt ??= now;
        voice.Kind = asked.Kind ?? voice.Kind;
        voice.SourceAt = asked.SourceAt?.ToUniversalTime() ?? voice.SourceAt;
        if (asked.Words is { } words)
            VoiceTaking.Reword(voice, words);
        voice.StartedAt ??= asked.Started?.ToUniversalTime();
        voice.ReleasedAt ??= asked.Released?.ToUniversalTime();
        voice.ToldAt ??= asked.Told?.ToUniversalTime();
        voice.ConfirmAskedAt ??= asked.ConfirmAsked?.ToUniversalTime();
        if (asked.Themes is { } themes)
            await SetThemesAsync(db, id, themes, cancellationToken);
        if (asked.Link is { } link)
            await LinkAsync(db, voice, link, author, now, cancellationToken);
        if (asked.Unlink is { } unlinked)
            await UnlinkAsync(db, voice, unlinked, cancellationToken);
        if (asked.Helped is { } helped)
            (voice.Helped, voice.ConfirmedAt) = (helped, voice.ConfirmedAt ?? now);
        if (asked.Account is { } account)
            voice.AccountId = account;
        EndOrReopen(voice, asked, now);
        voice.Shown = asked.Shown ?? voice.Shown;
        await db.SaveChangesAsync(cancellationToken);
        if (asked.Account is not null)
            await VoiceWeight.SetAsync(db, voice, cancellationToken);
        return true;
    }

    /// <summary>Notes in the audit log who changed what.</summary>
    public Task RecordAsync(Author author, int id, VoiceChange asked, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEntry(author.Name, "voice.change", $"voice:{id}", After: Words(asked)), cancellationToken);

    /// <summary>Those who lead developer experience handle developers' voices, and no others.</summary>
    public static bool MayTriage(Author author, Voice voice) => !author.TriagesDevelopersOnly || voice.Kind == VoiceKind.Developer;

    // What the work did to a voice is no sorting by a person.
    private static bool IsTriage(VoiceChange asked) =>
        asked.Kind is not null || asked.Themes is not null || asked.Link is not null || asked.Unlink is not null || asked.End is not null
        || asked.Shown is not null || asked.Account is not null;

    private static async Task<bool> ExistAsync(AppDb db, VoiceChange asked, CancellationToken cancellationToken) =>
        (asked.Themes is not { Count: > 0 } themes || await db.Set<Theme>().CountAsync(theme => themes.Contains(theme.Id), cancellationToken) == themes.Distinct().Count())
        && (asked.Account is not { } account || await db.Set<CustomerAccount>().AnyAsync(known => known.Id == account, cancellationToken))
        && asked.Link switch
        {
            null => true,
            { Target: LinkTarget.WorkItem } link => link.Id is null && link.Key is { Length: > 0 and <= WorkLink.LongestKey },
            { Target: LinkTarget.Initiative } link => await db.Set<Initiative>().AnyAsync(known => known.Id == link.Id, cancellationToken),
            { Target: LinkTarget.Feature } link => await db.Set<Feature>().AnyAsync(known => known.Id == link.Id, cancellationToken),
            { Target: LinkTarget.Tool } link => await db.Set<Tool>().AnyAsync(known => known.Id == link.Id, cancellationToken),
            _ => false,
        };

    private static async Task SetThemesAsync(AppDb db, int id, IReadOnlyList<int> themes, CancellationToken cancellationToken)
    {
        var known = await db.Set<VoiceTheme>().Where(theme => theme.VoiceId == id).ToListAsync(cancellationToken);
        db.RemoveRange(known.Where(theme => !themes.Contains(theme.ThemeId)));
        foreach (var theme in known.Where(theme => themes.Contains(theme.ThemeId)))
            theme.IsSuggested = false;
        db.AddRange(themes.Distinct().Except(known.Select(theme => theme.ThemeId)).Select(theme => new VoiceTheme { VoiceId = id, ThemeId = theme }));
    }

    private static async Task LinkAsync(AppDb db, Voice voice, NewLink link, Author author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isLinked = await db.Set<VoiceLink>().AnyAsync(
            known => known.VoiceId == voice.Id && known.Target == link.Target && known.TargetId == link.Id && known.TargetKey == link.Key, cancellationToken);
        if (!isLinked)
            db.Add(new VoiceLink
            {
                VoiceId = voice.Id,
                Target = link.Target,
                TargetId = link.Id,
                TargetKey = link.Key,
                At = now,
                By = author.AccountId,
                Method = link.Method,
                Confidence = link.Confidence,
            });
        voice.LinkedAt ??= now;
        if (link.Target == LinkTarget.Feature && await db.Set<Feature>().FindAsync([link.Id], cancellationToken) is { } feature)
            (voice.FeatureId, voice.ProductId) = (voice.FeatureId ?? feature.Id, voice.ProductId ?? feature.ProductId);
        else if (link.Target == LinkTarget.Tool && await db.Set<Tool>().FindAsync([link.Id], cancellationToken) is { } tool)
            (voice.ToolId, voice.Service) = (voice.ToolId ?? tool.Id, voice.Service ?? tool.Service);
        else if (link.Target == LinkTarget.Initiative && await db.Set<Initiative>().FindAsync([link.Id], cancellationToken) is { } initiative)
            voice.ProductId ??= initiative.ProductId;
    }

    private static async Task UnlinkAsync(AppDb db, Voice voice, int link, CancellationToken cancellationToken)
    {
        if (await db.Set<VoiceLink>().SingleOrDefaultAsync(known => known.Id == link && known.VoiceId == voice.Id, cancellationToken) is not { } known)
            return;
        db.Remove(known);
        // Linked by mistake, and no work has begun: it waits for a decision again.
        if (voice.StartedAt is null && !await db.Set<VoiceLink>().AnyAsync(other => other.VoiceId == voice.Id && other.Id != link, cancellationToken))
            voice.LinkedAt = null;
    }

    private static void EndOrReopen(Voice voice, VoiceChange asked, DateTimeOffset now)
    {
        if (asked.Reopen && voice.ClosedAs is not null)
        {
            (voice.ClosedAs, voice.ClosedAt, voice.ReopenedAt) = (null, null, now);
            if (voice.Shown is PublicState.Done or PublicState.Declined)
                voice.Shown = PublicState.Open;
        }
        if (asked.End is not { } end)
            return;
        (voice.ClosedAs, voice.ClosedAt) = (end, voice.ClosedAt ?? now);
        if (voice.Shown != PublicState.InReview && end is VoiceEnd.Done or VoiceEnd.Declined)
            voice.Shown = end == VoiceEnd.Done ? PublicState.Done : PublicState.Declined;
    }

    private static string Words(VoiceChange asked) => string.Join(", ", new[]
    {
        asked.Kind is { } kind ? $"kind {kind}" : null,
        asked.Words is null ? null : "words",
        asked.Themes is { } themes ? $"themes {string.Join(' ', themes)}" : null,
        asked.Link is { } link ? $"link {link.Target} {link.Id}{link.Key}" : null,
        asked.Unlink is { } unlinked ? $"unlink {unlinked}" : null,
        asked.Started is null ? null : "started",
        asked.Released is null ? null : "released",
        asked.Told is null ? null : "told",
        asked.ConfirmAsked is null ? null : "asked whether it helped",
        asked.Helped is { } helped ? $"helped {helped}" : null,
        asked.End is { } end ? $"end {end}" : null,
        asked.Reopen ? "reopen" : null,
        asked.Shown is { } shown ? $"shown {shown}" : null,
        asked.Account is { } account ? $"account {account}" : null,
    }.OfType<string>());
}
