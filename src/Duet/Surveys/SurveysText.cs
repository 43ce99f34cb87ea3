namespace Duet.Surveys;

/// <summary>Names the texts of the pages on surveys and their results.</summary>
internal sealed class SurveysText;
