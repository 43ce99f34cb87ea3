using System.Globalization;

namespace Duet.Surveys.Form;

/// <summary>
/// The languages that the form's own words (buttons, notes, the promise, errors) are in. Which of them is spoken follows from the language of the form:
/// a German form has German words, whatever the browser or the server prefers.
/// </summary>
internal static class FormLanguages
{
    public const string Fallback = "en";

    /// <summary>One file of texts each, beside <see cref="SurveyFormText"/>.</summary>
    private static readonly IReadOnlyList<string> Spoken = [Fallback, "de", "fr", "es"];

    /// <summary>The language of the own words in a form of this language: the same where there is one, else English.</summary>
    public static string WordsOf(string language) => Spoken.FirstOrDefault(spoken => spoken == language.Split('-')[0]) ?? Fallback;

    public static CultureInfo CultureOf(string language) => CultureInfo.GetCultureInfo(WordsOf(language));
}
