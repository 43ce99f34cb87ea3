namespace Duet.Platform.Messages;

/// <summary>How messages reach Slack, with its secrets opened.</summary>
/// <param name="Webhook">An incoming webhook, for notices to its channel; null for none.</param>
/// <param name="Token">A bot's token, for messages to people; null for none.</param>
internal sealed record SlackWorkspace(Uri? Webhook, string? Token, Uri Api);
