using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Duet.Surveys.Form;
using Duet.Surveys.Records;

namespace Duet.Tests.Surveys;

/// <summary>The form speaks the language of its questions, all of it, and says which parts it cannot.</summary>
[Collection(SqliteSurveys.Name)]
public sealed partial class FormLanguagesTests(SqliteSurveyServer surveys) : IAsyncLifetime
{
    /// <summary>In a language that the form has no words in, and in one that it has.</summary>
    internal const string Instrument =
        """
        ---
        key: fork
        name: Al bivio
        about: Come decidi.
        language: it
        version: 1
        attribution: Prova
        sources: [none]
        answers:
          yesno: [Si, No]
        items:
          - { key: forks, kind: single, topic: scelte, text: 'Decidi tu?', answers: yesno, required: true }
        translations:
          fr:
            name: Au carrefour
            about: Comment vous décidez.
            topics: { scelte: choix }
            answers: { yesno: [Oui, Non] }
            items: { forks: 'Est-ce vous qui décidez ?' }
        ---
        Only here.
        """;

    private static readonly string Texts = Path.Combine(Repository.Root, "src", "Duet", "Surveys", "Form");

    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string> Languages() =>
        [.. Directory.EnumerateFiles(Texts, "SurveyFormText.*.resx").Select(file => Path.GetFileNameWithoutExtension(file).Split('.')[1])];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Words_OfEachLanguage_AreAllThereWithTheirGaps(string language)
    {
        var (own, english) = (Read($"SurveyFormText.{language}.resx"), Read("SurveyFormText.resx"));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), own.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Gaps(text.Value), Gaps(own[text.Key])));
        Assert.Equal(language, FormLanguages.WordsOf(language));
        Assert.NotEmpty(new DateOnly(2026, 3, 2).ToString(own["Day"], CultureInfo.GetCultureInfo(language)));
    }

    [Fact]
    public async Task Form_InFrench_IsFrenchThroughoutWhateverTheBrowserWants()
    {
        var survey = await OpenToAllAsync();

        var form = await surveys.PostAsync($"/survey/{survey}?lang=fr", [("lang", "fr")], request => request.Headers.AcceptLanguage.ParseAdd("de"));

        Assert.Contains("<html lang=\"fr\">", form.Body, StringComparison.Ordinal);
        Assert.Contains("Comment vous décidez.", Plain(form.Body), StringComparison.Ordinal);
        Assert.Matches("Ouvert jusqu’au [0-9]+ [a-zéû]+ 20[0-9]{2}", Plain(form.Body));
        Assert.Contains("demande une réponse.", Plain(form.Body), StringComparison.Ordinal);
        Assert.Contains(">Envoyer</button>", form.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("lang=\"en\"", form.Body, StringComparison.Ordinal);
        Assert.Contains("/survey/promise?lang=fr", form.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_InALanguageWithoutWords_IsMarkedWhereItIsEnglish()
    {
        var form = await surveys.GetAsync($"/survey/{await OpenToAllAsync()}");

        Assert.Contains("<html lang=\"it\">", form.Body, StringComparison.Ordinal);
        Assert.Contains("Come decidi.", form.Body, StringComparison.Ordinal);
        Assert.Contains("<p class=\"hint\" lang=\"en\">You can send it once.", form.Body, StringComparison.Ordinal);
        Assert.Contains("<ul lang=\"en\">", form.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?lang=de", "de", "Was gespeichert wird, wenn Sie antworten")]
    [InlineData("?lang=it", "en", "What is stored when you answer")]
    [InlineData("", "en", "What is stored when you answer")]
    public async Task Promise_InALanguage_SaysTheSame(string query, string language, string words)
    {
        var page = await surveys.GetAsync("/survey/promise" + query);

        Assert.Contains($"<html lang=\"{language}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains(words, page.Body, StringComparison.Ordinal);
    }

    private async Task<int> OpenToAllAsync()
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(5), plan => plan with { Channels = [SurveyChannel.Link] }, "fork", SurveyKind.Open);
        await surveys.OpenAsync(survey);
        return survey;
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Texts, file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    // As it is read: signs may be written as numbers.
    private static string Plain(string body) => System.Net.WebUtility.HtmlDecode(body);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();
}
