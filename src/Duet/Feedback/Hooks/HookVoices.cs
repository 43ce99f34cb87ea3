using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Sources.Hooks;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Hooks;

/// <summary>Makes voices of what people write in GitHub and Slack.</summary>
internal sealed class HookVoices(IVoices voices, IDbContextFactory<AppDb> records) : IHookListener
{
    public IReadOnlyList<string> Kinds { get; } = Enum.GetNames<VoiceKind>();

    public async Task<bool> HeardAsync(HeardMessage message, CancellationToken cancellationToken)
    {
        var source = HookDeliveries.SourceOf(message.Hook);
        if (message.IsWithdrawn)
            return await WithdrawAsync(source, message, cancellationToken);
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
                Board = message.Hook.BoardId,
            }, cancellationToken);
        return receipt.Outcome is not VoiceOutcome.Refused;
    }

    private async Task<bool> WithdrawAsync(string source, HeardMessage message, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var id = await db.Set<Voice>().Where(voice => voice.Source == source && voice.ExternalId == message.ExternalId && voice.ClosedAs == null)
            .Select(voice => (int?)voice.Id).SingleOrDefaultAsync(cancellationToken);
        return id is { } known && await voices.ChangeAsync(
            known, new Author($"hook:{message.Hook.Name}", (_, _) => Task.FromResult(false), false), change => change.End = VoiceEnd.Withdrawn, cancellationToken);
    }
}
