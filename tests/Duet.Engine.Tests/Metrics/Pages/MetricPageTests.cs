using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;

namespace Duet.Engine.Tests.Metrics.Pages;

public sealed class MetricPageTests
{
    private static readonly string Good = MetricBench.Page("p50", unit: "hours", lines: ["measure: duration(opened_at, merged_at)", "where: author_kind = 'human'"]);

    [Fact]
    public void Read_GoodPage_GivesItsDefinition()
    {
        var page = MetricPage.Read(Good, "good.md", "good.md", isBuiltIn: false);

        var definition = page.Metric!.Definition;
        Assert.Equal(("test.metric", Lens.Devex, Concept.Outcomes, Unit.Hours), (definition.Key, definition.Lens, definition.Concept, definition.Unit));
        Assert.Equal("Text.", definition.Text.Trim());
        // A page of a user needs no example, but is told so.
        Assert.Equal(["the page has no section '## Example' that shows the metric on a few rows"], page.Notes.Select(note => note.Message));
        Assert.DoesNotContain(page.Notes, note => note.IsError);
    }

    [Theory]
    [InlineData("better: neither", "beter: neither", 14, 1, "unknown field 'beter'; did you mean 'better'?")]
    [InlineData("name: A metric\n", "", 1, 1, "the field 'name' is missing")]
    [InlineData("lens: devex", "lens: develop", 5, 7, "'develop' is not one of product, devex, shared")]
    [InlineData("unit: hours", "unit: hour", 13, 7, "did you mean 'hours'?")]
    [InlineData("unit: hours", "unit: share", 13, 7, "a duration has the unit minutes, hours or days")]
    [InlineData("version: 1", "version: one", 15, 10, "expected a whole number from 1")]
    [InlineData("fact: change", "fact: changes", 8, 7, "did you mean 'change'?")]
    [InlineData("at: opened_at", "at: opened", 9, 5, "did you mean 'opened_at'?")]
    [InlineData("aggregate: p50", "aggregate: p51", 10, 12, "there is no aggregate 'p51'; did you mean 'p50'")]
    [InlineData("author_kind = 'human'", "author_kind = 'humen'", 12, 22, "'author_kind' is never 'humen'")]
    [InlineData("where: author_kind = 'human'", "where: \"author_kind = 'humen'\"", 12, 23, "'author_kind' is never 'humen'")]
    [InlineData("where: author_kind = 'human'", "where: >\n  not is_revert\n  and author_kind = 'humen'", 14, 21, "'author_kind' is never 'humen'")]
    [InlineData("measure: duration(opened_at, merged_at)", "measure: title", 11, 10, "expected a number or a duration, but this is a text")]
    [InlineData("aggregate: p50", "aggregate: count", 11, 1, "'aggregate: count' takes no 'measure'")]
    [InlineData("measure: duration(opened_at, merged_at)\n", "", 10, 1, "'aggregate: p50' needs a 'measure'")]
    [InlineData("better: neither", "better: neither\nopen: censored", 15, 7, "'censored' is not one of drop, censor")]
    [InlineData("key: test.metric", "key: Test", 2, 6, "expected a key of two words or more")]
    [InlineData("sources: [a test]", "exclude: [{where: is_revert}]\nsources: [a test]", 16, 11, "'exclude' takes entries with 'where:' and 'reason:'")]
    public void Read_BrokenPage_NamesLineColumnAndHint(string good, string broken, int line, int column, string message)
    {
        var text = Good.ReplaceLineEndings("\n");
        Assert.Contains(good, text);

        var page = MetricPage.Read(text.Replace(good, broken), "broken.md", "broken.md", isBuiltIn: false);

        Assert.Null(page.Metric);
        var note = Assert.Single(page.Notes, note => note.IsError && note.Message.Contains(message));
        Assert.Equal(("broken.md", line, column), (note.Page, note.Line, note.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# No front matter")]
    [InlineData("---\nkey: [\n---\n")]
    [InlineData("---\n- a\n- b\n---\n")]
    [InlineData("---\nkey: a.b\nkey: a.c\n---\n")]
    [InlineData("---\nwhere: a: b\n---\n")]
    public void Read_NoFrontMatterOrNoYaml_IsAnErrorNotAnException(string text) =>
        Assert.Contains(MetricPage.Read(text, "p.md", "p.md", isBuiltIn: false).Notes, note => note.IsError);

    [Fact]
    public void Read_CensorWithoutDuration_IsRefused()
    {
        var page = MetricPage.Read(MetricBench.Page("p50", unit: "lines", lines: ["measure: additions", "open: censor"]), "p.md", "p.md", false);

        Assert.Contains(page.Notes, note => note.IsError && note.Message.Contains("'open: censor' is for"));
    }
}
