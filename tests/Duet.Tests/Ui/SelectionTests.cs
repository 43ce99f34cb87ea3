using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Duet.Tests.Ui;

public sealed class SelectionTests
{
    private static Selection Read(string query) => Selection.Of(new QueryCollection(QueryHelpers.ParseQuery(query)));

    [Theory]
    [InlineData("")]
    [InlineData("?weeks=26&grain=day&by=repo&where=repo%3Ademo&where=area%3Asrc&calendar=working")]
    [InlineData("?from=2026-01-05&to=2026-03-01&grain=month")]
    public void Selection_IsWhatItsAddressSays(string query) => Assert.Equal(query, Read(query).ToQuery());

    [Theory]
    [InlineData("?weeks=14")]
    [InlineData("?grain=7")]
    [InlineData("?grain=century")]
    [InlineData("?from=2026-03-01&to=2026-01-05")]
    [InlineData("?where=repo&where=:x&where=repo:")]
    [InlineData("?calendar=lunar&by=%20")]
    public void Selection_OfAnAddressThatIsWrong_IsTheDefault(string query) => Assert.Equal("", Read(query).ToQuery());

    [Fact]
    public void Shown_ByDefault_IsThirteenCompleteWeeksAndTheOpenOne()
    {
        var shown = new Selection().Shown(new DateTimeOffset(2026, 11, 18, 9, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc);

        Assert.Equal(14, Grains.Split(shown, Grain.Week, TimeZoneInfo.Utc).Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), shown.End);
    }

    [Fact]
    public void Known_ReachesAYearBack()
    {
        var now = new DateTimeOffset(2026, 11, 18, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(53, Grains.Split(new Selection().Known(now, TimeZoneInfo.Utc), Grain.Week, TimeZoneInfo.Utc).Count);
    }

    [Fact]
    public void Repository_OfTwo_IsNone() =>
        Assert.Null(new Selection { Where = [new DimensionFilter("repo", "a"), new DimensionFilter("repo", "b")] }.Repository);

    [Fact]
    public void UpTo_AnOldDay_ShowsAsManyWholeWeeksThatEndWithIt()
    {
        var selection = new Selection().UpTo(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc);
        var shown = selection.Shown(new DateTimeOffset(2026, 11, 18, 9, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc);

        Assert.Equal(new DateTimeOffset(2026, 7, 6, 0, 0, 0, TimeSpan.Zero), shown.End);
        Assert.Equal(14, Grains.Split(shown, Grain.Week, TimeZoneInfo.Utc).Count);
    }
}
