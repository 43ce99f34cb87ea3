using Duet.Engine.Surveys.Instruments;

namespace Duet.Tests.Surveys;

/// <summary>Holds the guide on instruments to what the reader of their pages takes.</summary>
public sealed class InstrumentsGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "instruments.md"));

    [Fact]
    public void Example_AsItStands_IsAGoodPage()
    {
        var lines = Guide.Split('\n').SkipWhile(line => line != "    ---").TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "search_tool.md"), string.Join('\n', lines.Select(line => line.Length > 0 ? line[4..] : "")));
        using var shelf = new InstrumentShelf(folder.Path, null);

        Assert.Empty(shelf.Notes);
        var instrument = shelf.Find("search_tool")!;
        Assert.Equal(["en", "de"], instrument.Languages);
        Assert.Equal("Unsere Suche", instrument.In("de-AT").Name);
        Assert.Equal(3, instrument.Items.Count);
    }

    [Fact]
    public void Table_OfWhatThereIs_NamesEveryInstrument()
    {
        using var shelf = new InstrumentShelf(null, null);

        Assert.All(shelf.All, instrument => Assert.Contains($"`{instrument.Key}`", Guide, StringComparison.Ordinal));
    }
}
