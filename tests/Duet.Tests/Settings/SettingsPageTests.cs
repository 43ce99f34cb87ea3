using System.Net;
using Duet.Settings;

namespace Duet.Tests.Settings;

public sealed class SettingsPageTests
{
    private static readonly (string, string)[] Good =
    [
        ("Input.Zone", "Asia/Tokyo"), ("Input.WorkStart", "08:00"), ("Input.WorkEnd", "16:30"), ("Input.Days[Monday]", "true"),
        ("Input.Days[Sunday]", "true"), ("Input.Holidays", "2026-12-25\r\n2026-12-26"), ("Input.Floor", "7"),
    ];

    [Fact]
    public async Task Form_Good_HoldsAtOnceAndAfterARestart()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(dataFolder: folder.Path))
        {
            using var browser = await server.BrowseAsOwnerAsync();
            var answer = await browser.SubmitAsync("/settings", "settings", Good);
            Assert.Contains("role=\"status\"", answer.Body, StringComparison.Ordinal);
            Assert.Equal(7, server.Get<InstallationSettings>().Current.Floor);
        }

        await using var again = await RunningServer.StartAsync(dataFolder: folder.Path);
        var current = again.Get<InstallationSettings>().Current;
        Assert.Equal("Asia/Tokyo", current.Zone.Id);
        Assert.True(current.Working.IsWorkingDay(new DateOnly(2026, 3, 1)));
        Assert.False(current.Working.IsWorkingDay(new DateOnly(2026, 3, 3)));
        Assert.False(current.Working.IsWorkingDay(new DateOnly(2026, 12, 25)));
    }

    [Theory]
    [InlineData("Input.Floor", "4")]
    [InlineData("Input.Floor", "many")]
    [InlineData("Input.Zone", "Mars/Olympus")]
    [InlineData("Input.WorkEnd", "07:00")]
    [InlineData("Input.Holidays", "Christmas")]
    public async Task Form_WithABadField_ChangesNothingAndSaysWhy(string field, string value)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        var answer = await browser.SubmitAsync("/settings", "settings", [.. Good.Where(entered => entered.Item1 != field), (field, value)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(5, server.Get<InstallationSettings>().Current.Floor);
        Assert.Equal("UTC", server.Get<InstallationSettings>().Current.Zone.Id);
    }
}
