using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

/// <summary>A survey of 39 answers with a published score, read from the folder that DUET_TEST_DATA names.</summary>
public sealed partial class NpsPublishedDataTests
{
    [Fact]
    public void Score_PublishedSurvey_GivesThePublishedAnswer()
    {
        var folder = Environment.GetEnvironmentVariable("DUET_TEST_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "DUET_TEST_DATA is not set: the published survey is not at hand.");
        var rows = File.ReadLines(Path.Combine(folder, "nps", "inputs", "input_01.csv"))
            .Select(line => Answer().Match(line)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        var published = File.ReadLines(Path.Combine(folder, "nps", "output_01.csv")).Last().Split(',');

        var score = Nps.Score(rows.Count(row => row >= 9), rows.Count(row => row is 7 or 8), rows.Count(row => row <= 6))!;

        Assert.Equal(double.Parse(published[0], CultureInfo.InvariantCulture), Math.Round(score.Value, 1));
        Assert.Equal(long.Parse(published[1], CultureInfo.InvariantCulture), score.N);
        Assert.Equal(int.Parse(published[2], CultureInfo.InvariantCulture), rows.Count(row => row >= 9));
    }

    // A row begins with its time; the answer is the field after it.
    [GeneratedRegex(@"^\d+/\d+/\d{4} [\d:]+,(\d+),", RegexOptions.CultureInvariant)]
    private static partial Regex Answer();
}
