using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class ContextSpreadTests
{
    [Fact]
    public void Weekly_ExampleOfTheMetric_IsOneAndAHalf()
    {
        var touches = Touches.Of(
            (0, "ada", "api/orders.cs"), (24, "ada", "api/stock.cs"), (50, "ada", "web/cart.ts"), (55, "bo", "web/cart.ts"),
            (60, "ci[bot]", "tools/ci.json"), (24 * 7, "bo", "README"));

        var weeks = ContextSpread.Weekly(touches, TimeZoneInfo.Utc);

        Assert.Equal([(2, 1.5, 1.5), (1, 1.0, 1.0)], weeks.Select(w => (w.People, w.Mean, w.Median)));
        Assert.Equal(History.At(-9), weeks[0].Week);
    }

    [Fact]
    public void Weekly_NoTouches_IsEmpty() => Assert.Empty(ContextSpread.Weekly([], TimeZoneInfo.Utc));
}
