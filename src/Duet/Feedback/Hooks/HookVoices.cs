using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Sources.Hooks;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Hooks;

/// <summary>Makes voices of what people write in GitHub and Slack, and follows what becomes of it there.</summary>
internal sealed class HookVoices(IVoices voices, IDbContextFactory<AppDb> records) : IHookListener
{
    public IReadOnlyList<string> Kinds { get; } = Enum.GetNames<VoiceKind>();

    public async Task<IReadOnlyList<(int Id, string Name)>> BoardsAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return [.. (await db.Set<Board>().AsNoTracking().OrderBy(board => board.Name).Select(board => new { board.Id, board.Name }).ToListAsync(cancellationToken))
            .Select(board => (board.Id, board.Name))];
    }

    public async Task<bool> HeardAsync(HeardMessage message, CancellationToken cancellationToken)
    {
        var source = HookDeliveries.SourceOf(message.Hook);
        // What is over as it is heard of for the first time asks for nothing.
        if (message.State != HeardState.Open)
            return await FollowAsync(source, message, cancellationToken);
        var receipt = await voices.TakeAsync(
            new NewVoice
            {
                Kind = Enum.Parse<VoiceKind>(message.Hook.VoiceKind),
                Channel = message.Hook.Kind == HookKinds.GitHub ? VoiceChannel.GitHub : VoiceChannel.Slack,
                Source = source,
                ExternalId = message.ExternalId,
                Title = message.Title,
                Body = message.Body,
                CapturedAt = message.At,
                SourceAt = message.ChangedAt,
                Board = message.Hook.BoardId,
            }, cancellationToken);
        if (receipt.Outcome is VoiceOutcome.Duplicate or VoiceOutcome.Conflict)
            await FollowAsync(source, message, cancellationToken);
        return receipt.Outcome is not VoiceOutcome.Refused;
    }

    private async Task<bool> FollowAsync(string source, HeardMessage message, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var known = await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(voice => voice.Source == source && voice.ExternalId == message.ExternalId, cancellationToken);
        if (known is null || known.SourceAt > message.ChangedAt || ChangeOf(known, message) is not { } change)
            return known is not null;
        return await voices.ChangeAsync(known.Id, new Author($"hook:{message.Hook.Name}", (_, _) => Task.FromResult(false), false), change, cancellationToken);
    }

    /// <summary>Null where nothing is new.</summary>
    private static Action<VoiceChange>? ChangeOf(Voice known, HeardMessage message)
    {
        var isReworded = message.Title.Length > 0 && known.BodyHash is { } hash && !hash.AsSpan().SequenceEqual(VoiceText.Hash(message.Title, message.Body));
        VoiceEnd? end = known.ClosedAs is not null ? null : message.State switch
        {
            HeardState.Withdrawn => VoiceEnd.Withdrawn,
            HeardState.Declined => VoiceEnd.Declined,
            // Done in the code is not there for anybody yet: work that is linked says when it is.
            HeardState.Done when known.LinkedAt is null => VoiceEnd.Done,
            _ => null,
        };
        // What was told by us is over for good; what we ended otherwise is not taken up by an edit.
        var isReopened = message.State == HeardState.Open && known.ToldAt is null
            && ((message.IsAgain && known.ClosedAs == VoiceEnd.Withdrawn) || (message.IsReopened && known.ClosedAs is VoiceEnd.Declined or VoiceEnd.Done));
        return !isReworded && end is null && !isReopened ? null : change =>
        {
            change.Words = isReworded ? new NewWords(message.Title, message.Body) : null;
            (change.SourceAt, change.End, change.Reopen) = (message.ChangedAt, end, isReopened);
        };
    }
}
