namespace Duet.Surveys.Running;

/// <summary>The texts of invitations and reminders.</summary>
internal sealed class SurveyMailText;
