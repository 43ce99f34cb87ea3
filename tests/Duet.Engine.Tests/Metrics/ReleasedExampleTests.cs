using Duet.Engine.Metrics.Examples;

namespace Duet.Engine.Tests.Metrics;

public sealed class ReleasedExampleTests
{
    [Theory]
    [InlineData("75 %, n = 8", null)]
    [InlineData("70 %, n = 8", "the page says 0.7, but the metric gives 0.75")]
    [InlineData("75 %, n = 9", "the page says n = 9, but 8 answers stand behind it")]
    public async Task Run_AWave_HoldsThePageToTheRelease(string answer, string? problem)
    {
        var page = MetricBench.Page("favourable", "survey", "closed_on", "share").TrimEnd() + $"""


            ## Example

            | closed_on | item | answer | people |
            |---|---|---|---|
            | 2026-11-06 | build_speed | 4 | 6 |
            | 2026-11-06 | build_speed | 2 | 2 |
            | 2026-08-06 | build_speed | 2 | 9 |

            Answer, wave closing 2026-11-06: {answer}.
            """.Replace("            ", "");
        var notes = await ExampleRunner.RunAsync(page, "page.md", TestContext.Current.CancellationToken);

        Assert.Equal(problem is null ? [] : [problem], notes.Where(note => note.IsError).Select(note => note.Message));
        Assert.DoesNotContain(notes, note => note.Message.Contains("no section", StringComparison.Ordinal));
    }
}
