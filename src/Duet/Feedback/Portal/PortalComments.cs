using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Portal;

/// <summary>Takes comments of people outside.</summary>
internal sealed class PortalComments(IDbContextFactory<AppDb> records, Antiflood flood, TimeProvider time)
{
    private static readonly TimeSpan SentTwice = TimeSpan.FromMinutes(10);

    /// <returns>What is wrong with it; null where it was taken.</returns>
    public async Task<string?> TakeAsync(Board board, int voice, PortalForm sent, HttpContext context, CancellationToken cancellationToken)
    {
        var body = VoiceText.Body(sent["body"]);
        if (body.Length == 0)
            return VoiceTaking.NoText;
        if (Math.Max(body.Length, sent["body"].ReplaceLineEndings("\n").Length) > Voice.LongestBody)
            return VoiceTaking.TooLong;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // Sent twice by a browser: the first one stands.
        var since = time.GetUtcNow() - SentTwice;
        if (await db.Set<VoiceComment>().AnyAsync(known => known.VoiceId == voice && known.At > since && known.Body == body, cancellationToken))
            return null;
        if (!flood.TryTake(FloodKind.Comment, context))
            return "too-many";
        db.Add(new VoiceComment
        {
            VoiceId = voice,
            At = time.GetUtcNow(),
            Body = body,
            IsPublic = !board.ReviewFirst,
            ShownName = VoiceText.Line(sent["name"]) is { Length: > 0 } name ? VoiceText.Cut(name, Voice.LongestShownName) : null,
        });
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
