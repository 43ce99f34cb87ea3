namespace Duet.Feedback.Assistant;

/// <summary>Marks the texts about the language model that may suggest themes.</summary>
internal sealed class AssistantText;
