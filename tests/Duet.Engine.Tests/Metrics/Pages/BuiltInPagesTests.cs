using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Examples;
using Duet.Engine.Metrics.Pages;

namespace Duet.Engine.Tests.Metrics.Pages;

public sealed class BuiltInPagesTests
{
    private static readonly IReadOnlyList<MetricPage> Pages = BuiltInPages.Read();

    public static TheoryData<string> Names => [.. Pages.Select(page => page.Name)];

    [Fact]
    public void BuiltInPages_Together_HaveNoErrors()
    {
        using var catalogue = new MetricCatalogue();

        Assert.NotEmpty(catalogue.Definitions);
        Assert.DoesNotContain(catalogue.Notes, note => note.IsError);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BuiltInPage_ItsWorkedExample_GivesTheAnswersItSays(string name)
    {
        var page = Pages.Single(page => page.Name == name);

        Assert.DoesNotContain(page.Notes, note => note.IsError);
        Assert.NotNull(page.Example);
        Assert.Empty(await ExampleRunner.RunAsync(page, TestContext.Current.CancellationToken));
    }
}
