using System.Text;
using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;

namespace Duet.Engine.Tests.Surveys.Instruments;

public sealed class InstrumentPageTests
{
    public const string Whole = """
        ---
        key: own
        name: Our own
        about: A few questions.
        version: 1
        attribution: Own items
        sources: [us]
        answers:
          agree: [no, rather not, neither, rather, yes]
        items:
          - key: good
            topic: all
            text: Is it good?
            answers: agree
            dont_know: true
          - key: why
            kind: text
            topic: all
            text: Why not?
            when: {item: good, values: [1, 2]}
          - key: hard
            topic: all
            text: Is it hard?
            answers: agree
            reverse: true
          - key: uses
            kind: multiple
            topic: all
            text: What do you use?
            answers: [one, two, three]
          - key: order
            kind: ranking
            topic: all
            text: What comes first?
            answers: [one, two]
          - key: parts
            kind: matrix
            topic: all
            text: How are these?
            answers: agree
            rows: [left, right]
        translations:
          de:
            name: Unser eigener
            about: Ein paar Fragen.
            words: {send: Senden, dont_know: Weiß nicht, quote: Darf zitiert werden, anonymous: Anonym, confidential: Vertraulich}
            topics: {all: alles}
            items: {good: Ist es gut?, why: Warum nicht?, hard: Ist es schwer?, uses: Was nutzen Sie?, order: Was zuerst?, parts: Wie sind diese?}
            rows: {parts: [links, rechts]}
            answers: {agree: [nein, eher nein, weder noch, eher ja, ja]}
        ---
        Text.
        """;

    private static Instrument Own => InstrumentPage.Read(WithoutGerman, "own.md", "own.md").Instrument!;

    // Answers without a name cannot be translated, so the whole page has no German.
    public static string WithoutGerman => Whole[..Whole.IndexOf("translations:", StringComparison.Ordinal)] + "---\nText.\n";

    [Fact]
    public void Read_UnnamedAnswers_CannotBeTranslated()
    {
        var page = InstrumentPage.Read(Whole, "own.md", "own.md");

        Assert.Null(page.Instrument);
        Assert.Equal(["the answers of 'uses' need a name under 'answers' to be said in 'de'", "the answers of 'order' need a name under 'answers' to be said in 'de'"],
            page.Notes.Select(note => note.Message));
    }

    [Fact]
    public void In_Translated_SaysTheSameItemsInThatLanguage()
    {
        var own = InstrumentPage.Read(Translated, "own.md", "own.md");

        Assert.Empty(own.Notes);
        var german = own.Instrument!.In("de-AT");
        Assert.Equal(("Ist es gut?", "ja", "Senden"), (german.Items[0].Text, german.Items[0].Answers[4], german.Words["send"]));
        Assert.Equal(["links", "rechts"], german.Items[5].Rows);
        Assert.Same(own.Instrument, own.Instrument.In("fr"));
        Assert.Equal(["en", "de"], german.Languages);
    }

    [Theory]
    [InlineData("name: Our own", "nam: Our own", 3, 1, "unknown field 'nam'; did you mean 'name'?")]
    [InlineData("version: 1", "version: one", 5, 10, "expected a whole number from 1")]
    [InlineData("    answers: agree\n    dont_know: true", "    answers: agre", 14, 14, "there are no answers 'agre'; did you mean 'agree'?")]
    [InlineData("    dont_know: true", "    dontknow: true", 15, 5, "unknown field 'dontknow'; did you mean 'dont_know'?")]
    [InlineData("kind: text", "kind: tekst", 17, 11, "there is no kind 'tekst'; there are scale, zero_to_ten")]
    [InlineData("{item: good, values", "{item: goot, values", 20, 18, "there is no item 'goot' before this one; did you mean 'good'?")]
    [InlineData("values: [1, 2]", "values: [0]", 20, 32, "'good' has values from 1 to 5")]
    [InlineData("key: hard", "key: good", 21, 10, "there is an item 'good' already")]
    [InlineData("    rows: [left, right]", "", 36, 10, "a matrix, and nothing else, has 'rows'")]
    [InlineData("sources: [us]", "sources: [us]\nscoring: sos", 8, 10, "there is no scoring 'sos'; did you mean 'sus'?")]
    [InlineData("sources: [us]", "sources: [us]\nscoring: sus", 8, 10, "'scoring: sus' needs ten items of five answers")]
    public void Read_BrokenPage_NamesLineColumnAndHint(string good, string broken, int line, int column, string message)
    {
        Assert.Contains(good, WithoutGerman);

        var page = InstrumentPage.Read(WithoutGerman.Replace(good, broken), "own.md", "own.md");

        Assert.Null(page.Instrument);
        var note = Assert.Single(page.Notes, note => note.Message.Contains(message));
        Assert.Equal((line, column), (note.Line, note.Column));
    }

    [Fact]
    public void Read_MissingTranslation_IsAnError()
    {
        var page = InstrumentPage.Read(Translated.Replace("hard: Ist es schwer?, ", ""), "own.md", "own.md");

        Assert.Equal("the field 'hard' is missing", Assert.Single(page.Notes).Message);
    }

    [Fact]
    public void Check_GoodForm_KeepsValuesAndIgnoresTheRest()
    {
        var checks = Own.Check(
            new Dictionary<string, string> { ["good"] = "2", ["why"] = " slow \0\ud800", ["why.quote"] = "on", ["hard"] = "5", ["uses.2"] = "on", ["order.1"] = "2", ["order.2"] = "1", ["parts.2"] = "3", ["admin"] = "1" },
            out var sheet);

        Assert.Empty(checks);
        Assert.Equal(["good=2", "hard=5", "uses.1=0", "uses.2=1", "uses.3=0", "order.1=2", "order.2=1", "parts.2=3"], sheet!.Answers.Select(answer => $"{answer.Item}={answer.Value}"));
        Assert.Equal([new FilledComment("why", "slow", true)], sheet.Comments);
    }

    [Fact]
    public void Check_ConditionNotMet_IgnoresTheAnswer()
    {
        Own.Check(new Dictionary<string, string> { ["good"] = "5", ["why"] = "because" }, out var sheet);

        Assert.Empty(sheet!.Comments);
    }

    [Fact]
    public void Check_DontKnow_IsKeptWithoutValue()
    {
        Own.Check(new Dictionary<string, string> { ["good"] = "dk" }, out var sheet);

        Assert.Equal([new FilledAnswer("good", null, null)], sheet!.Answers);
    }

    [Theory]
    [InlineData("good", "6", "good", "bad-choice")]
    [InlineData("good", "-1", "good", "not-a-number")]
    [InlineData("hard", "dk", "hard", "not-a-number")]
    [InlineData("order.1", "1", "order.2", "missing")]
    public void Check_BadField_IsNamed(string field, string value, string item, string code)
    {
        var checks = Own.Check(new Dictionary<string, string> { [field] = value }, out var sheet);

        Assert.Equal([new AnswerCheck(item, code)], checks);
        Assert.Null(sheet);
    }

    [Fact]
    public void Check_LongText_IsTakenUpToTenThousand()
    {
        var form = new Dictionary<string, string> { ["good"] = "1", ["why"] = new('x', 10_000) };
        Assert.Empty(Own.Check(form, out _));

        form["why"] += "x";
        Assert.Equal([new AnswerCheck("why", "too-long")], Own.Check(form, out _));
    }

    [Fact]
    public void Check_Sus_KeepsTheScoreInTenths()
    {
        using var shelf = new InstrumentShelf(null, null);
        var (sus, form) = (shelf.Find("sus")!, new Dictionary<string, string>());
        int[] answers = [4, 2, 4, 1, 4, 2, 5, 1, 4, 2];
        for (var i = 0; i < answers.Length; i++)
            form[sus.Items[i].Key] = $"{answers[i]}";

        sus.Check(form, out var sheet);
        Assert.Contains(new FilledAnswer("@sus", 825, null), sheet!.Answers);

        form.Remove("sus4");
        Assert.Equal([new AnswerCheck("sus4", "missing")], sus.Check(form, out _));
    }

    [Fact]
    public void SetOf_Rotation_CoversAllAndFollowsTheHash()
    {
        using var shelf = new InstrumentShelf(null, null);
        var devex = shelf.Find("devex")!;
        var sets = Enumerable.Range(0, 3).Select(i => devex.SetOf([(byte)i, 0, 0, 0], 3)).ToList();

        Assert.Equal(devex.Items.Select(item => item.Key).Order(), sets.SelectMany(set => set).Select(item => item.Key).Distinct().Order());
        Assert.All(sets, set => Assert.InRange(set.Count, 5, 6));
        Assert.Equal(devex.Items, devex.SetOf(Encoding.UTF8.GetBytes("any hash"), 1));
    }

    private static string Translated => Whole
        .Replace("  agree: [no, rather not, neither, rather, yes]", "  agree: [no, rather not, neither, rather, yes]\n  three: [one, two, three]\n  two: [one, two]")
        .Replace("    answers: [one, two, three]", "    answers: three").Replace("    answers: [one, two]", "    answers: two")
        .Replace("answers: {agree: [nein, eher nein, weder noch, eher ja, ja]}", "answers: {agree: [nein, eher nein, weder noch, eher ja, ja], three: [eins, zwei, drei], two: [eins, zwei]}");
}
