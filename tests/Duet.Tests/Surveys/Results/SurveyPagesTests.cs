using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Surveys.Council;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Results;

/// <summary>The pages on surveys, over the sample organisation's four waves.</summary>
public sealed class SurveyPagesTests(PeopledServer peopled) : IClassFixture<PeopledServer>
{
    private const int MostBytes = 150_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/surveys", "Developer experience")]
    [InlineData("/surveys/1", "Statements over the waves")]
    [InlineData("/surveys/1/waves/1", "This is where it starts")]
    [InlineData("/surveys/1/waves/2", "felt and measured")]
    [InlineData("/surveys/1/waves/4", "Payments")]
    [InlineData("/surveys/1/waves/4", "<b>flaky tests</b><span class=\"muted\">10 to 14 people</span>")]
    [InlineData("/surveys/1/waves/4", "<b>local setup</b><span class=\"muted\">5 to 9 people</span>")]
    [InlineData("/surveys/1/waves/3", "Nothing that people wrote is shown")]
    [InlineData("/", "What people said")]
    [InlineData("/surveys/instruments", "/surveys/instruments/tlx")]
    [InlineData("/surveys/instruments/devex", "build_speed")]
    [InlineData("/surveys/promise", "pulse_tickets")]
    public async Task Page_ForALead_SaysWhatItIsFor(string path, string says)
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.DevexLead);

        var page = await browser.OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, page.Body, StringComparison.Ordinal);
        Assert.True(page.Body.Length < MostBytes, $"{path} has {page.Body.Length} characters");
    }

    [Theory]
    [InlineData("/surveys/1/waves/9")]
    [InlineData("/surveys/7/waves/1")]
    [InlineData("/surveys/7")]
    [InlineData("/surveys/instruments/none")]
    public async Task Page_OfWhatIsNotThere_IsNotFound(string path)
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.DevexLead);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(path)).Status);
    }

    [Theory]
    [InlineData(nameof(Role.TeamLead))]
    [InlineData(nameof(Role.Member))]
    public async Task Wave_ForSomebodyOfATeam_ShowsTheWholeAndTheOwnTeam(string role)
    {
        using var browser = await peopled.Cast.BrowseAsync(Enum.Parse<Role>(role));

        var page = (await browser.OpenAsync("/surveys/1/waves/2")).Body;

        Assert.Contains($"<th scope=\"row\">{PeopledServer.OwnTeam}<small>", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"<th scope=\"row\">{PeopledServer.OtherTeam}<small>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(PeopledServer.OtherTeam + " on ", page, StringComparison.Ordinal);
        Assert.Contains(">Everybody<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Council_EveryTableOfSurveys_IsExplained()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Viewer);
        var tables = await new StoredTables(peopled.Server.Get<IDbContextFactory<AppDb>>()).ReadAsync(Stop);

        var page = (await browser.OpenAsync("/surveys/promise")).Body;

        Assert.True(tables.Count >= 14);
        Assert.All(tables, table => Assert.DoesNotContain($"Stored.{table.Name}", page, StringComparison.Ordinal));
        Assert.All(tables.SelectMany(table => table.Columns), column => Assert.Contains(column.Name, page, StringComparison.Ordinal));
        Assert.Equal(["asked", "follow_ups", "pulse_places", "pulse_tickets"], tables.Where(table => table.LeadsToPeople).Select(table => table.Name));
    }
}
