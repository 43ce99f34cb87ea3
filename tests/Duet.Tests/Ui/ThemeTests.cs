using System.Net;

namespace Duet.Tests.Ui;

public sealed class ThemeTests
{
    [Theory]
    [InlineData("/é", "/")]
    [InlineData("/a\r\nX: y", "/")]
    [InlineData("/metrics?q=lead", "/metrics?q=lead")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    public async Task Theme_LeadsBackToPagesOfOursOnly(string back, string expected)
    {
        await using var server = await RunningServer.StartAsync(options => options with { GuestReadOnly = true });
        using var browser = server.Browse();

        var answer = await browser.PostAsync("/theme", ("theme", "dark"), ("back", back));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(expected, answer.Location);
    }
}
