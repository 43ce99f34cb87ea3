namespace Duet.Feedback;

/// <summary>Marks the texts of the inbox, the themes and the accounts.</summary>
internal sealed class FeedbackText;
