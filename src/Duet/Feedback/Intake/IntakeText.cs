namespace Duet.Feedback.Intake;

/// <summary>The texts about adding voices by hand.</summary>
internal sealed class IntakeText;
