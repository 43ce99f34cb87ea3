using System.Globalization;

namespace Duet.Surveys;

/// <summary>Where people who are asked come in.</summary>
internal static class SurveyPaths
{
    public const string Promise = "/survey/promise";

    public static string Form(int survey) => string.Create(CultureInfo.InvariantCulture, $"/survey/{survey}");

    public static string Embedded(int survey) => string.Create(CultureInfo.InvariantCulture, $"/embed/survey/{survey}");
}
