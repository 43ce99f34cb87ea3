using Duet.Metrics.Api;

namespace Duet.Tests.Metrics.Api;

public sealed class ItemsCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain", "plain")]
    public void Line_ATextOfAnyKind_IsDataAndNoFormula(string text, string cell) => Assert.Equal(cell + "\r\n", ItemsCsv.Line([text]));

    [Fact]
    public void Line_OtherValues_AreInvariant() => Assert.Equal(
        "-1.5,3,true,2026-03-02T09:00:00Z,\r\n",
        ItemsCsv.Line([-1.5, 3L, true, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc), null]));
}
