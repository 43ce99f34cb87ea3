using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Engine.Tests.Metrics;

public sealed class MetricCatalogueTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("duet-pages-");
    private readonly FakeTimeProvider clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Reload_PageAppearsChangesBreaksAndGoes_CatalogueFollows()
    {
        using var catalogue = Catalogue();
        Assert.Null(catalogue.Find("test.metric"));

        Write("mine.md", MetricBench.Page("count"));
        Assert.True(catalogue.Reload());
        Assert.Equal("A metric", catalogue.Find("test.metric")!.Name);
        Assert.False(catalogue.Reload());

        Write("mine.md", MetricBench.Page("count").Replace("A metric", "Renamed"));
        catalogue.Reload();
        Assert.Equal("Renamed", catalogue.Find("test.metric")!.Name);

        Write("mine.md", MetricBench.Page("counts"));
        catalogue.Reload();
        Assert.Equal("Renamed", catalogue.Find("test.metric")!.Name);
        Assert.Contains(catalogue.Notes, note => note is { Page: "mine.md", IsError: true, Line: 10, Column: 12 });

        File.Delete(Path.Combine(folder.FullName, "mine.md"));
        catalogue.Reload();
        Assert.Null(catalogue.Find("test.metric"));
        Assert.Empty(catalogue.Notes);
    }

    [Fact]
    public void Watch_TimePasses_NewPageGoesLive()
    {
        using var catalogue = new MetricCatalogue([], folder.FullName, clock);
        Write("mine.md", MetricBench.Page("count"));

        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.NotNull(catalogue.Find("test.metric"));
    }

    [Fact]
    public void UserPage_TakesABuiltInKey_IsAnErrorAndTheBuiltInStays()
    {
        var builtIn = MetricPage.Read(MetricBench.Page("count"), "builtin.md", "built in", isBuiltIn: true);
        Write("mine.md", MetricBench.Page("count").Replace("A metric", "Mine"));
        using var catalogue = new MetricCatalogue([builtIn], folder.FullName, null);

        Assert.Equal("A metric", catalogue.Find("test.metric")!.Name);
        Assert.Contains(catalogue.Notes, note => note is { Page: "mine.md", IsError: true, Line: 2, Column: 6 } && note.Message.Contains("built in"));
    }

    [Fact]
    public void Notes_GuardAndPairNobodyServes_AreWarnings()
    {
        Write("mine.md", MetricBench.Page("count", lines: ["guard: no.such", "pairs: survey.favourable(focus)"]));
        using var catalogue = Catalogue();

        Assert.NotNull(catalogue.Find("test.metric"));
        Assert.Contains(catalogue.Notes, note => !note.IsError && note.Message.Contains("waits for 'no.such'"));
        Assert.Contains(catalogue.Notes, note => !note.IsError && note.Message.Contains("waits for 'survey.favourable'"));
    }

    [Fact]
    public void Check_PageWithATakenKey_SaysSoWithoutChangingAnything()
    {
        Write("mine.md", MetricBench.Page("count"));
        using var catalogue = Catalogue();

        Assert.Contains(catalogue.Check(MetricBench.Page("count"), "zz-other.md"), note => note.IsError && note.Message.Contains("taken by mine.md"));
        Assert.DoesNotContain(catalogue.Check(MetricBench.Page("count"), "mine.md"), note => note.IsError);
        Assert.Single(catalogue.Definitions);
    }

    private MetricCatalogue Catalogue() => new([], folder.FullName, null);

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        // The clock of a file system may be coarser than a test is quick.
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(folder.GetFiles().Length + text.Length));
    }
}
