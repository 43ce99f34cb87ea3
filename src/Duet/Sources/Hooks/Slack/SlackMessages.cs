using System.Text.RegularExpressions;

namespace Duet.Sources.Hooks.Slack;

/// <summary>Finds out whether what Slack sends is somebody's voice: a message where the app listens, or a command.</summary>
internal static partial class SlackMessages
{
    private const int LongestTitle = 150;

    /// <summary>Null for machines, for what was only changed, and for texts without the hook's word.</summary>
    public static HeardMessage? Of(SlackEnvelope envelope, Hook hook, DateTimeOffset now)
    {
        if (envelope.Event is not { Type: "message" or "app_mention", Channel: { } channel } said)
            return null;
        if (said is { Subtype: "message_deleted", DeletedTs: { } deleted })
            return new HeardMessage { Hook = hook, ExternalId = IdOf(envelope, channel, deleted), At = now, State = HeardState.Withdrawn };
        return said is { Subtype: null, BotId: null, Ts: { } ts } ? Heard(hook, IdOf(envelope, channel, ts), said.Text ?? "", now) : null;
    }

    /// <param name="id">What Slack calls this one use of the command.</param>
    public static HeardMessage? OfCommand(string text, string id, Hook hook, DateTimeOffset now) => Heard(hook, id, text, now);

    private static HeardMessage? Heard(Hook hook, string id, string raw, DateTimeOffset now)
    {
        var text = Plain(raw);
        if (text.Length == 0 || (hook.Label is { } word && !text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return null;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end].TrimEnd();
        return new HeardMessage
        {
            Hook = hook,
            ExternalId = id,
            Title = first,
            Body = first.Length > LongestTitle ? text : text[first.Length..].Trim(),
            At = now,
        };
    }

    // Mentions are numbers that nobody reads, links keep their address, and three letters are escaped.
    private static string Plain(string raw) => Links().Replace(Mentions().Replace(raw, ""), "$1")
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();

    private static string IdOf(SlackEnvelope envelope, string channel, string ts) => $"{envelope.TeamId}/{channel}/{ts}";

    [GeneratedRegex(@"<[@#!][^<>]*>")]
    private static partial Regex Mentions();

    [GeneratedRegex(@"<([^<>|]+)(?:\|[^<>]*)?>")]
    private static partial Regex Links();
}
