using Duet.Demo;
using Duet.Engine.Insights;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Demo;

/// <summary>The whole way, from facts in the store through metrics to readings: the planted stories are found, and nothing else.</summary>
public sealed class SampleOracleTests(SampleReadings readings) : IClassFixture<SampleReadings>
{
    public static TheoryData<string, string> Told =>
        new(from story in SampleStories.All from place in story.Values select (story.Key, place));

    [Theory, MemberData(nameof(Told))]
    public void Readings_WhereAStoryIsPlanted_TellIt(string key, string place)
    {
        var story = SampleStories.All.Single(story => story.Key == key);

        var found = readings.Shifts.Where(shift => shift.Metric == story.Metric && shift.Place == place).ToArray();

        var rises = story.Factor > 1 ? Direction.Up : Direction.Down;
        Assert.Equal(story.UntilWeek is null ? [rises] : [rises, Direction.Down], found.Select(shift => shift.Direction));
        Assert.All(found, shift => Assert.True(shift.Tells(story), $"{shift}"));
    }

    [Fact]
    public void Deployments_OfTheSample_AreThoseItSaysItself() => Assert.Equal(0, readings.OtherDeployments);

    [Fact]
    public void Readings_Elsewhere_AreSteady()
    {
        Assert.True(readings.SeriesRead > 500);
        Assert.DoesNotContain(readings.Shifts, shift => !SampleStories.All.Any(story => shift.Tells(story) || shift.Echoes(story)));
    }
}
