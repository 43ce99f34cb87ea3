using System.Globalization;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Time;

public sealed class SinceTests
{
    [Theory]
    [InlineData("30d", "2026-10-24")]
    [InlineData("13w", "2026-08-24")]
    [InlineData("12mo", "2025-11-23")]
    [InlineData("2y", "2024-11-23")]
    [InlineData("2020-02-29", "2020-02-29")]
    public void Parse_KnownForm_GivesLocalMidnight(string text, string day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var now = new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

        var start = Since.Parse(text, now, zone);

        Assert.Equal(day, TimeZoneInfo.ConvertTime(start!.Value, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0d")]
    [InlineData("12m")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("99999999999d")]
    public void Parse_UnknownForm_GivesNull(string text) =>
        Assert.Null(Since.Parse(text, new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc));
}
