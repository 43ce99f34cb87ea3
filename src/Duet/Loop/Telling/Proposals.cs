using Duet.Feedback.Portal;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Loop.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Loop.Telling;

/// <summary>Keeps what could be told: one proposal for what was asked for and the deployment that brought it.</summary>
internal sealed class Proposals(
    IDbContextFactory<AppDb> records, IInitiatives initiatives, IMessages messages, PublicAddress address, IStringLocalizer<LoopText> text)
{
    /// <summary>Adds a voice to the open proposal of its target, or makes one.</summary>
    public async Task AddAsync(LinkTarget target, int? id, string? key, string proof, DateTimeOffset releasedAt, int voice, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var telling = await db.Set<Records.Telling>().FirstOrDefaultAsync(
            known => known.Target == target && known.TargetId == id && known.TargetKey == key && known.State == TellingState.Proposed, cancellationToken);
        if (telling is null)
        {
            var name = (await initiatives.FindAsync(target, id, key, cancellationToken))?.Name ?? key ?? "";
            db.Add(telling = new Records.Telling
            {
                Target = target,
                TargetId = id,
                TargetKey = key,
                Proof = proof,
                ReleasedAt = releasedAt,
                Subject = text["Telling.Subject", name],
                Body = text["Telling.Body", name],
            });
            // Nothing of who asked: a channel has many readers.
            if (await messages.CanNoticeAsync(cancellationToken))
                messages.Queue(db, new SlackMessage(null, text["Notice.Title", name], [text["Notice.Text", name, address.Of("/loop#tell")]]), "telling");
            await db.SaveChangesAsync(cancellationToken);
        }
        if (!await db.Set<TellingVoice>().AnyAsync(known => known.TellingId == telling.Id && known.VoiceId == voice, cancellationToken))
            db.Add(new TellingVoice { TellingId = telling.Id, VoiceId = voice });
        telling.ReleasedAt = releasedAt > telling.ReleasedAt ? releasedAt : telling.ReleasedAt;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>By voice the deployments and releases of which a person said that they do not answer it.</summary>
    public async Task<ILookup<int, string>> DismissedAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return (await db.Set<Records.Telling>().Where(telling => telling.State == TellingState.Dismissed)
            .Join(db.Set<TellingVoice>(), telling => telling.Id, row => row.TellingId, (telling, row) => new { row.VoiceId, telling.Proof })
            .ToListAsync(cancellationToken)).ToLookup(row => row.VoiceId, row => row.Proof);
    }

    /// <summary>What waits for somebody to send it, the oldest first.</summary>
    public async Task<IReadOnlyList<Proposal>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var tellings = await db.Set<Records.Telling>().AsNoTracking().Where(telling => telling.State == TellingState.Proposed)
            .OrderBy(telling => telling.ReleasedAt).ToListAsync(cancellationToken);
        List<Proposal> proposals = [];
        foreach (var telling in tellings)
            if (await WholeAsync(db, telling, cancellationToken) is { } proposal)
                proposals.Add(proposal);
        return proposals;
    }

    /// <summary>The open proposal that a voice is part of; null where there is none.</summary>
    public async Task<Proposal?> OfVoiceAsync(int voice, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var telling = await db.Set<TellingVoice>().Where(row => row.VoiceId == voice)
            .Join(db.Set<Records.Telling>().AsNoTracking().Where(known => known.State == TellingState.Proposed), row => row.TellingId, known => known.Id, (_, known) => known)
            .OrderBy(known => known.Id).FirstOrDefaultAsync(cancellationToken);
        return telling is null ? null : await WholeAsync(db, telling, cancellationToken);
    }

    /// <summary>The voices that a telling is for. Those that were merged, ended otherwise or told by other means since are not told again.</summary>
    public static Task<List<Voice>> WaitingAsync(AppDb db, int telling, CancellationToken cancellationToken) => db.Set<TellingVoice>().Where(row => row.TellingId == telling)
        .Join(db.Set<Voice>(), row => row.VoiceId, voice => voice.Id, (_, voice) => voice)
        .Where(voice => voice.ToldAt == null && voice.MergedIntoId == null && (voice.ClosedAs == null || voice.ClosedAs == VoiceEnd.Done))
        .OrderBy(voice => voice.Id).ToListAsync(cancellationToken);

    private async Task<Proposal?> WholeAsync(AppDb db, Records.Telling telling, CancellationToken cancellationToken)
    {
        var voices = await WaitingAsync(db, telling.Id, cancellationToken);
        if (voices.Count == 0)
            return null;
        var recipients = await Recipients.OfVoicesAsync(db, [.. voices.Select(voice => voice.Id)], cancellationToken);
        var name = (await initiatives.FindAsync(telling.Target, telling.TargetId, telling.TargetKey, cancellationToken))?.Name ?? telling.TargetKey ?? "";
        return new Proposal(
            telling, name, [.. voices.Select(voice => (voice.Id, voice.Title, voice.Kind))], recipients.Reached.Count, recipients.Silent);
    }
}

/// <param name="Name">Of what was asked for.</param>
/// <param name="Reachable">How many people it would go to, each once.</param>
/// <param name="Silent">How many of those who asked left no address that works.</param>
internal sealed record Proposal(Records.Telling Row, string Name, IReadOnlyList<(int Id, string Title, VoiceKind Kind)> Voices, int Reachable, int Silent);
