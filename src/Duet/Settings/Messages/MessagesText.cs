namespace Duet.Settings.Messages;

/// <summary>Marks the texts of the page for messages that go out.</summary>
internal sealed class MessagesText;
