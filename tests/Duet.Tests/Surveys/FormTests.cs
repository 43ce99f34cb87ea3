using System.Net;
using System.Text.RegularExpressions;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys;

/// <summary>The page that people answer on: small, of its own, and the same to everybody without a ticket.</summary>
[Collection(SqliteSurveys.Name)]
public sealed partial class FormTests(SqliteSurveyServer surveys) : IAsyncLifetime
{
    private const int LargestPage = 30 * 1024;

    /// <summary>Of all kinds of items, in two languages.</summary>
    internal const string Instrument =
        """
        ---
        key: crossroads
        name: At the crossroads
        about: How you decide.
        version: 1
        attribution: Items of this test
        sources: [none]
        answers:
          yesno: [Yes, No]
          order: [Early, Late]
        items:
          - { key: decides, kind: single, topic: deciding, text: 'Do you decide yourself?', answers: yesno }
          - { key: alone, kind: single, topic: deciding, text: 'Do you decide alone?', answers: yesno, when: { item: decides, values: [1] } }
          - { key: sure, kind: zero_to_ten, topic: deciding, text: 'How sure are you?' }
          - { key: share, kind: percent, topic: deciding, text: 'How much of it?', step: 5, dont_know: true }
          - { key: means, kind: multiple, topic: deciding, text: 'By what?', answers: order }
          - { key: first, kind: ranking, topic: deciding, text: 'In what order?', answers: order }
          - { key: grid, kind: matrix, topic: deciding, text: 'When?', answers: order, rows: [Work, Home] }
          - { key: needed, kind: single, topic: deciding, text: 'This one is needed.', answers: yesno, required: true }
          - { key: why, kind: text, topic: deciding, text: 'Why?' }
        translations:
          de:
            name: Am Scheideweg
            about: Wie du entscheidest.
            words:
              send: Absenden
              dont_know: Weiß ich nicht
              quote: Darf ohne Namen zitiert werden
              anonymous: 'Anonym: Niemand hat die Verbindung zwischen dir und deinen Antworten. Sie können nicht für eine Person ausgegeben oder gelöscht werden.'
              confidential: Vertraulich.
            topics: { deciding: entscheiden }
            answers: { yesno: [Ja, Nein], order: [Früh, Spät] }
            rows: { grid: [Arbeit, Zuhause] }
            items:
              decides: Entscheidest du selbst?
              alone: Entscheidest du allein?
              sure: Wie sicher bist du?
              share: Wie viel davon?
              means: Wodurch?
              first: In welcher Reihenfolge?
              grid: Wann?
              needed: Diese Antwort wird gebraucht.
              why: Warum?
        ---
        For tests.
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Form_OpenedWithACode_PromisesBeforeTheFirstQuestion()
    {
        var (survey, staff, codes) = await OpenAsync("devex", 6);

        var form = await OpenFormAsync(survey, codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, form.Status);
        var first = form.Body.IndexOf("<fieldset", StringComparison.Ordinal);
        Assert.InRange(form.Body.IndexOf("anonymous", StringComparison.Ordinal), 1, first);
        Assert.InRange(form.Body.IndexOf("cannot be exported or erased per person", StringComparison.Ordinal), 1, first);
        Assert.InRange(form.Body.IndexOf($"this group: {staff.TeamPrefix}1", StringComparison.Ordinal), 1, first);
        Assert.Contains("DORA (CC BY 4.0)", form.Body, StringComparison.Ordinal);
        Assert.Equal(15, Regex.Count(form.Body, "<fieldset id="));
        Assert.Equal("no-store", form.Headers["Cache-Control"]);
        Assert.Equal("no-referrer", form.Headers["Referrer-Policy"]);
        Assert.DoesNotContain("Set-Cookie", form.Headers.Keys);
    }

    [Fact]
    public async Task Form_WithStyleAndScript_IsSmallAndAsksNobodyElse()
    {
        var (survey, _, codes) = await OpenAsync("devex", 6);

        var form = await OpenFormAsync(survey, codes[0]);
        var linked = Linked().Matches(form.Body).Select(match => match.Groups[1].Value).Distinct().ToList();
        var size = form.Body.Length;
        foreach (var path in linked.Where(path => !path.StartsWith("data:", StringComparison.Ordinal)))
        {
            var file = await surveys.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, file.Status);
            Assert.DoesNotMatch(Elsewhere(), file.Body);
            size += file.Body.Length;
        }

        Assert.Equal(["/survey-form.css", "/survey-form.js", "data:,"], linked.Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(Elsewhere(), form.Body);
        TestContext.Current.SendDiagnosticMessage($"form with style and script: {size} bytes");
        Assert.InRange(size, 1, LargestPage);
    }

    [Fact]
    public async Task Form_WithoutACode_AsksForIt()
    {
        var (survey, _, _) = await OpenAsync("devex", 6);

        var page = await surveys.GetAsync(Path(survey));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("name=\"code\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<fieldset", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await surveys.GetAsync("/survey/999999")).Status);
    }

    [Fact]
    public async Task Ticket_UsedUnknownOrOfAnotherSurvey_GetsTheSameBytes()
    {
        var (survey, _, codes) = await OpenAsync("devex", 6);
        var (_, _, others) = await OpenAsync("devex", 6);
        await surveys.AnswerAsync(survey, codes[0], 3);
        string[] bad = [codes[0], others[0], TicketText.Create(), "", "nonsense", new string('x', 5_000), "'; DROP TABLE tickets"];

        foreach (var path in (string[])[Path(survey), $"{Path(survey)}/open"])
        {
            var answers = new List<Answer>();
            foreach (var code in bad)
                answers.Add(await surveys.PostAsync(path, [("code", code), ("focus", "3")]));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
            Assert.Single(answers.Select(answer => answer.Body).Distinct());
            Assert.Single(answers.Select(answer => string.Join('\n', answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}"))).Distinct());
        }
    }

    [Fact]
    public async Task Sheet_WithWrongAnswers_ComesBackWithAllThatWasFilledIn()
    {
        var (survey, _, codes) = await OpenAsync("devex", 6);
        var text = "Zeile eins <b>fett</b> & \"Anführung\"\nZeile zwei";

        var answer = await surveys.PostAsync(Path(survey), [("code", codes[0]), ("build_speed", "9"), ("focus", "2"), ("heard", "dk"), ("comment", text), ("comment.quote", "on")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("is none of the answers", answer.Body, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode("<b>fett</b> & "), answer.Body, StringComparison.Ordinal);
        Assert.Matches("name=\"focus\" value=\"2\" checked", answer.Body);
        Assert.Matches("name=\"heard\" value=\"dk\" checked", answer.Body);
        Assert.Matches("name=\"comment.quote\" checked", answer.Body);
        Assert.Contains($"name=\"code\" value=\"{codes[0]}\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await surveys.AnswerAsync(survey, codes[0], 2)).Status);
    }

    [Theory]
    [InlineData(10_000, HttpStatusCode.OK)]
    [InlineData(10_001, HttpStatusCode.UnprocessableEntity)]
    [InlineData(1_000_000, HttpStatusCode.UnprocessableEntity)]
    [InlineData(3_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Text_OfLength_IsTakenOrComesBackWhole(int length, HttpStatusCode status)
    {
        var (survey, _, codes) = await OpenAsync("devex", 5);
        var text = new string('y', length);

        var answer = await surveys.AnswerAsync(survey, codes[0], 3, text);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == HttpStatusCode.UnprocessableEntity, answer.Body.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sheet_WithFieldsThatNobodyAsksFor_StoresNoneOfThem()
    {
        var (survey, _, codes) = await OpenAsync("devex", 6);

        await surveys.PostAsync(Path(survey), [("code", codes[0]), ("focus", "3"), ("cohort", "1"), ("personId", "7"), ("WaveId", "1"), ("@sus", "99"), ("Id", "00")]);

        await using var db = surveys.Open();
        var wave = await db.Set<Wave>().SingleAsync(row => row.SurveyId == survey, Stop);
        Assert.Equal(["focus"], await db.Set<Duet.Surveys.Records.Answer>().Where(row => row.WaveId == wave.Id).Select(row => row.Item).ToListAsync(Stop));
    }

    [Fact]
    public async Task Sheet_AsAFileUpload_IsNoForm()
    {
        var (survey, _, codes) = await OpenAsync("devex", 5);
        using var content = new MultipartFormDataContent { { new StringContent(codes[0]), "code" }, { new StringContent("<svg/>"), "file", "x.svg" } };

        using var response = await surveys.Client.PostAsync(Path(survey), content, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("Files cannot be sent", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_ThatNamesSomebody_IsAskedAboutOnceAndThenKept()
    {
        var (survey, staff, codes) = await OpenAsync("devex", 6);
        var text = $"Ask {staff.People[2].Name.ToLowerInvariant()} about it";

        var warned = await surveys.AnswerAsync(survey, codes[0], 3, text);
        var again = await surveys.PostAsync(Path(survey), [("code", codes[0]), ("focus", "3"), ("comment", text), ("warned", "on")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, warned.Status);
        Assert.Contains("A text names somebody", warned.Body, StringComparison.Ordinal);
        Assert.Contains(text, warned.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await surveys.AnswerAsync(survey, codes[1], 3, "write to me@staff.example")).Status);
        var (first, last) = (staff.People[2].Name.Split(' ')[0], staff.People[2].Name.Split(' ')[^1]);
        foreach (var written in (string[])[$"{first}  {last}", $"{first}\n{last}", $"{first}\u00A0{last}", $"{first}-{last}", $"{last}, {first}", $"{first}\u200B{last}", $"{first}{last}"])
            Assert.Equal((written, HttpStatusCode.UnprocessableEntity), (written, (await surveys.AnswerAsync(survey, codes[1], 3, written)).Status));
        Assert.Equal(HttpStatusCode.OK, (await surveys.AnswerAsync(survey, codes[2], 3, "@home it works, at 5 @ night too")).Status);
    }

    [Fact]
    public async Task Form_OfAllKinds_TakesWhatItShowsAndIgnoresWhatWasNotAsked()
    {
        var (survey, _, codes) = await OpenAsync("crossroads", 6);

        var form = await OpenFormAsync(survey, codes[0]);
        await surveys.PostAsync(Path(survey),
        [
            ("code", codes[0]), ("decides", "2"), ("alone", "1"), ("sure", "0"), ("share", "35"), ("means.2", "on"),
            ("first.1", "2"), ("first.2", "1"), ("grid.1", "2"), ("needed", "1"),
        ]);

        Assert.Matches("value=\"1\" data-opens=\"1\"", form.Body);
        Assert.Matches("<fieldset id=\"q-alone\"[^>]*data-if=\"1\"", form.Body);
        Assert.Equal(11, Regex.Count(form.Body, "name=\"sure\""));
        await using var db = surveys.Open();
        var wave = await db.Set<Wave>().SingleAsync(row => row.SurveyId == survey, Stop);
        Assert.Equal(
            ["decides=2", "first.1=2", "first.2=1", "grid.1=2", "means.1=0", "means.2=1", "needed=1", "share=35", "sure=0"],
            (await db.Set<Duet.Surveys.Records.Answer>().Where(row => row.WaveId == wave.Id).ToListAsync(Stop)).Select(row => $"{row.Item}={row.Value}").Order(StringComparer.Ordinal));
        var missing = await surveys.PostAsync(Path(survey), [("code", codes[1]), ("sure", "5"), ("share", "37")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        Assert.Equal(2, Regex.Count(missing.Body, "<li><a href=\"#q-"));
    }

    [Fact]
    public async Task Form_InAnotherLanguage_IsWhollyInItAndKeepsWhatWasFilledIn()
    {
        var (survey, _, codes) = await OpenAsync("crossroads", 6);

        var byBrowser = await surveys.PostAsync($"{Path(survey)}/open", [("code", codes[0])], request => request.Headers.Add("Accept-Language", "fr, de-AT;q=0.9, en;q=0.5"));
        var chosen = await surveys.PostAsync($"{Path(survey)}/open?lang=en", [("code", codes[0]), ("lang", "de"), ("why", "weil")]);

        Assert.Contains("<html lang=\"de\">", byBrowser.Body, StringComparison.Ordinal);
        Assert.Contains("Entscheidest du selbst?", byBrowser.Body, StringComparison.Ordinal);
        Assert.Contains("Absenden", byBrowser.Body, StringComparison.Ordinal);
        Assert.Contains("Niemand hat die Verbindung", WebUtility.HtmlDecode(byBrowser.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("Do you decide", byBrowser.Body, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", chosen.Body, StringComparison.Ordinal);
        Assert.Contains(">weil</textarea>", chosen.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_OfALargeWave_GivesEachTicketItsSetAndCoversAll()
    {
        var (survey, _, codes) = await OpenAsync("devex", 60, plan => plan with { Rotates = true });

        HashSet<string> seen = [];
        var most = 0;
        foreach (var code in codes.Take(25))
        {
            var items = Asked().Matches((await OpenFormAsync(survey, code)).Body).Select(match => match.Groups[1].Value).ToList();
            Assert.Equal(items, Asked().Matches((await OpenFormAsync(survey, code)).Body).Select(match => match.Groups[1].Value));
            most = Math.Max(most, items.Count);
            seen.UnionWith(items);
        }

        Assert.InRange(most, 4, 6);
        Assert.Equal(15, seen.Count);
    }

    [Fact]
    public async Task OpenSurvey_ByLinkAndOnAPage_TakesAnswersWithoutGroups()
    {
        var staff = await surveys.HireAsync(5);
        var survey = await surveys.PlanAsync(
            staff, plan => plan with { Channels = [SurveyChannel.Link, SurveyChannel.Embed], EmbedOrigins = ["https://shop.example/page", "javascript:alert(1)"] }, "csat", SurveyKind.Open);
        var wave = (await surveys.OpenAsync(survey)).Wave!.Value;
        var embedded = FormattableString.Invariant($"/embed/survey/{survey}");

        var page = await surveys.GetAsync(embedded);
        var item = Asked().Match(page.Body).Groups[1].Value;
        var byPage = await surveys.PostAsync(embedded, [(item, "5")]);
        var byLink = await surveys.PostAsync(Path(survey), [(item, "4")]);

        Assert.Contains("frame-ancestors https://shop.example;", $"{page.Headers["Content-Security-Policy"]};", StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", (await surveys.GetAsync(Path(survey))).Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byPage.Status, byLink.Status));
        await using var db = surveys.Open();
        var rows = await db.Set<Duet.Surveys.Records.Answer>().Where(row => row.WaveId == wave).ToListAsync(Stop);
        Assert.Equal([4, 5], rows.Where(row => row.Item == item).Select(row => row.Value!.Value).Order());
        Assert.All(rows, row => Assert.Null(row.CohortId));
        var (closed, _, _) = await OpenAsync("devex", 5);
        Assert.Equal(HttpStatusCode.NotFound, (await surveys.GetAsync(FormattableString.Invariant($"/embed/survey/{closed}"))).Status);
    }

    [Fact]
    public async Task Survey_WhoseInvitationsAreOnTheirWay_KnowsNoTicketYet()
    {
        var (survey, _, codes) = await OpenAsync("devex", 6);
        await using var db = surveys.Open();
        await db.Set<Wave>().Where(row => row.SurveyId == survey).ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Issuing), Stop);

        Assert.Equal(HttpStatusCode.NotFound, (await surveys.AnswerAsync(survey, codes[0], 3)).Status);

        await db.Set<Wave>().Where(row => row.SurveyId == survey).ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Open), Stop);
        Assert.Equal(HttpStatusCode.OK, (await surveys.AnswerAsync(survey, codes[0], 3)).Status);
    }

    [Fact]
    public async Task Promise_ForEverybody_SaysWhatIsStored()
    {
        var page = await surveys.GetAsync("/survey/promise");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("no person, no time, no address", page.Body, StringComparison.Ordinal);
    }

    private async Task<(int Survey, Staff Staff, IReadOnlyList<string> Codes)> OpenAsync(string instrument, int people, Func<SurveyPlan, SurveyPlan>? plan = null)
    {
        var staff = await surveys.HireAsync(people);
        var survey = await surveys.PlanAsync(staff, plan, instrument);
        var opening = await surveys.OpenAsync(survey);
        Assert.Null(opening.Refusal);
        return (survey, staff, [.. opening.Codes.SelectMany(group => group.Codes)]);
    }

    private Task<Answer> OpenFormAsync(int survey, string code) => surveys.PostAsync($"{Path(survey)}/open", [("code", code)]);

    private static string Path(int survey) => FormattableString.Invariant($"/survey/{survey}");

    [GeneratedRegex("(?:href|src)=\"([^\"#]+\\.(?:css|js)|data:,)\"")]
    private static partial Regex Linked();

    // An address of another host, in markup, a style or a script.
    [GeneratedRegex("https?://|src=\"//|url\\(")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<fieldset id=\"q-([a-z_0-9]+)\"")]
    private static partial Regex Asked();
}
