namespace Duet.Surveys.Form;

/// <summary>The texts of the public form that instruments do not bring themselves.</summary>
internal sealed class SurveyFormText;
