using Duet.Engine.Metrics;

namespace Duet.Engine.Tests.Metrics.Pages;

public sealed class BuiltInPagesTests
{
    [Fact]
    public void BuiltInPages_AllOfThem_HaveNoErrorAndAnExample()
    {
        using var catalogue = new MetricCatalogue();

        Assert.NotEmpty(catalogue.Definitions);
        Assert.DoesNotContain(catalogue.Notes, note => note.IsError || note.Message.Contains("## Example"));
        Assert.All(catalogue.Pages, page => Assert.NotNull(page.Example));
    }
}
