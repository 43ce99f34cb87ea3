using Duet.Demo;
using Duet.Engine.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Demo;

public sealed class SampleStoriesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new SampleClock(Now, SampleOrganisation.Weeks).Start;

    private static readonly Lazy<SampleFacts> Facts =
        new(() => new SampleHistory(SampleOrganisation.Create(), new FakeTimeProvider(Now)).Tell());

    /// <summary>Each story in each place that it touches.</summary>
    public static TheoryData<string, string> Told =>
        new(from story in SampleStories.All from place in story.Values select (story.Key, place));

    /// <summary>Each planted metric in the places that no story of it touches.</summary>
    public static TheoryData<string, string> Untold =>
        new(from story in SampleStories.All
            from repository in SampleOrganisation.Create().Repositories
            where !story.Values.Contains(repository.Name) && (story.Dimension == "repo" || repository.IsService)
            select (story.Key, repository.Name));

    [Theory, MemberData(nameof(Told))]
    public void Story_WhereItIsPlanted_IsAtLeastOneAndAHalfDeviations(string key, string place)
    {
        var (story, series) = Read(key, place);
        var until = story.UntilWeek ?? series.Length;
        double[] during = series[story.FromWeek..until];
        double[] outside = [.. series[..story.FromWeek], .. series[until..]];

        Assert.True(Math.Abs(during.Average() - outside.Average()) >= 1.5 * Deviation(outside),
            $"{outside.Average():0.00} (deviation {Deviation(outside):0.00}) to {during.Average():0.00}");
        Assert.InRange(Math.Abs(CliffsDelta.Of(during, outside)!.Value), 0.474, 1);
        Assert.InRange(MannWhitney.Test(during, outside)!.P, 0, 0.001);
    }

    [Theory, MemberData(nameof(Told))]
    public void Story_WhereItIsPlanted_IsFoundInItsWeeks(string key, string place)
    {
        var (story, series) = Read(key, place);

        var found = ChangePoints.Find(series).Where(point => point.Confidence == ShiftConfidence.Confirmed).Select(point => point.At).ToArray();

        int[] planted = story.UntilWeek is { } until ? [story.FromWeek, until] : [story.FromWeek];
        Assert.Equal(planted.Length, found.Length);
        Assert.All(planted.Zip(found), pair => Assert.InRange(pair.Second, pair.First - 3, pair.First + 3));
    }

    [Theory, MemberData(nameof(Untold))]
    public void Story_WhereItIsNotPlanted_IsNotFound(string key, string place)
    {
        var (_, series) = Read(key, place);

        Assert.DoesNotContain(ChangePoints.Find(series), point => point.Confidence == ShiftConfidence.Confirmed);
    }

    private static (SampleStory Story, double[] Series) Read(string key, string place)
    {
        var story = SampleStories.All.Single(story => story.Key == key);
        return (story, WeeklySeries.Of(Facts.Value, story.Metric, place, Start));
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
