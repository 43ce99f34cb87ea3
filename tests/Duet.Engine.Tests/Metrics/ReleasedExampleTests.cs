using Duet.Engine.Metrics.Examples;

namespace Duet.Engine.Tests.Metrics;

public sealed class ReleasedExampleTests
{
    [Theory]
    [InlineData("60 %, n = 10", null)]
    [InlineData("70 %, n = 10", "the page says 0.7, but the metric gives 0.6")]
    [InlineData("60 %, n = 11", "the page says n = 11, but 10 answers or more stand behind it")]
    public async Task Run_AWave_HoldsThePageToTheRelease(string answer, string? problem)
    {
        var page = MetricBench.Page("favourable", "survey", "closed_on", "share").TrimEnd() + $"""


            ## Example

            | closed_on | item | answer | people | invited |
            |---|---|---|---|---|
            | 2026-11-06 | build_speed | 4 | 7 | 14 |
            | 2026-11-06 | build_speed | 2 | 4 | 14 |
            | 2026-08-06 | build_speed | 2 | 9 | 14 |

            Answer, wave closing 2026-11-06: {answer}.
            """.Replace("            ", "");
        var notes = await ExampleRunner.RunAsync(page, "page.md", TestContext.Current.CancellationToken);

        Assert.Equal(problem is null ? [] : [problem], notes.Where(note => note.IsError).Select(note => note.Message));
        Assert.DoesNotContain(notes, note => note.Message.Contains("no section", StringComparison.Ordinal));
    }
}
