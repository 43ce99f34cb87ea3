using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Demo;
using Duet.Engine.Facts;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests;

/// <summary>Holds what the documentation says to what the program is.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md")).Select(file => Path.GetRelativePath(Repository.Root, file))];

    public static TheoryData<string> Facts => [.. FactSchema.Tables.Select(table => table.Name)];

    public static TheoryData<string> Stories => [.. SampleStories.All.Select(story => story.Key)];

    [Theory, MemberData(nameof(Pages))]
    public void Page_EveryLink_LeadsSomewhere(string page)
    {
        var file = Path.Combine(Repository.Root, page);
        var links = Link().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));

        Assert.All(links, link => Assert.True(
            Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Split('#')[0])), $"{page} links to {link}"));
    }

    [Theory, MemberData(nameof(Facts))]
    public void Guide_EveryFact_HasItsColumns(string fact)
    {
        var row = Guide("metrics.md").Split('\n').Single(line => line.StartsWith($"| `{fact}` | ", StringComparison.Ordinal));
        var table = FactSchema.Find(fact)!;
        var cells = row.Trim('|').Split('|');

        var told = Code().Matches(cells[3]).Select(match => match.Groups[1].Value);
        Assert.Equal(table.Columns.Where(column => !column.IsSubject).Select(column => column.Name).Order(), told.Order());
        Assert.Equal(table.Subject?.Name ?? "none", cells[2].Trim().Trim('`'));
        Assert.All(table.Columns, column => Assert.Equal(column.IsDimension, cells[3].Contains($"**`{column.Name}`**", StringComparison.Ordinal)));
        Assert.All(table.Columns, column => Assert.Equal(column.IsIdentifying, Regex.IsMatch(cells[3], $@"(?<!\*)\*`{column.Name}`\*(?!\*)")));
    }

    [Theory, MemberData(nameof(Stories))]
    public void Guide_EveryPlantedStory_IsToldAsItIs(string key)
    {
        var story = SampleStories.All.Single(story => story.Key == key);
        var row = Guide("demo.md").Split('\n').Single(line => line.Contains($"| `{story.Metric}` |", StringComparison.Ordinal));

        Assert.Contains(story.Title, row, StringComparison.Ordinal);
        Assert.All(story.Values, value => Assert.Contains($"`{value}`", row, StringComparison.Ordinal));
        Assert.Contains(
            story.UntilWeek is { } until ? $"weeks {story.FromWeek} to {until - 1}" : $"from week {story.FromWeek}", row, StringComparison.Ordinal);
        Assert.Contains($"by {story.Factor.ToString(CultureInfo.InvariantCulture)} |", row, StringComparison.Ordinal);
    }

    private static string Guide(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", page));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();
}
