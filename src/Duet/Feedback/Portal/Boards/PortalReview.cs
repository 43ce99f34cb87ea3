using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Portal.Boards;

/// <summary>What people outside wrote and nobody has looked at yet: shown, or kept from sight.</summary>
internal sealed class PortalReview(IDbContextFactory<AppDb> records, IVoices voices, Audit audit)
{
    private const int Most = 50;

    /// <summary>The oldest first.</summary>
    public async Task<Waiting> ListAsync(Author author, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var posts = db.Set<Voice>().AsNoTracking().Where(voice => voice.IsPublic && voice.Shown == PublicState.InReview && voice.ClosedAs == null
            && (!author.TriagesDevelopersOnly || voice.Kind == VoiceKind.Developer));
        var comments = db.Set<VoiceComment>().AsNoTracking().Where(comment => !comment.IsPublic && !comment.IsTeam
            && db.Set<Voice>().Any(voice => voice.Id == comment.VoiceId && (!author.TriagesDevelopersOnly || voice.Kind == VoiceKind.Developer)));
        return new Waiting(
            await posts.CountAsync(cancellationToken),
            await posts.OrderBy(voice => voice.Id).Take(Most).ToListAsync(cancellationToken),
            await comments.CountAsync(cancellationToken),
            await comments.OrderBy(comment => comment.Id).Take(Most).ToListAsync(cancellationToken));
    }

    public Task<bool> ShowAsync(int voice, Author author, CancellationToken cancellationToken) =>
        voices.ChangeAsync(voice, author, change => change.Shown = PublicState.Open, cancellationToken);

    public Task<bool> SpamAsync(int voice, Author author, CancellationToken cancellationToken) =>
        voices.ChangeAsync(voice, author, change => change.End = VoiceEnd.Spam, cancellationToken);

    /// <summary>Shows a comment, or removes it.</summary>
    public async Task<bool> DecideAsync(int comment, bool isShown, Author author, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<VoiceComment>().FindAsync([comment], cancellationToken) is not { IsTeam: false } known
            || await db.Set<Voice>().FindAsync([known.VoiceId], cancellationToken) is not { } voice || !Intake.VoiceChanges.MayTriage(author, voice))
            return false;
        if (isShown)
            known.IsPublic = true;
        else
            db.Remove(known);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(author.Name, isShown ? "comment.show" : "comment.remove", $"voice:{voice.Id}"), cancellationToken);
        return true;
    }
}

internal sealed record Waiting(int PostCount, IReadOnlyList<Voice> Posts, int CommentCount, IReadOnlyList<VoiceComment> Comments)
{
    public bool IsEmpty => Posts.Count + Comments.Count == 0;
}
