using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Surveys.Council;
using Duet.Surveys.Records;
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
    public async Task Explorer_WhereTwoSurveysClosedOnOneDay_StillDrawsThem()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.DevexLead);
        const string path = "/explore?metric=survey.favourable&by=item";
        var before = await browser.OpenAsync(path);
        await using (var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            var wave = await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.SurveyId == 1 && row.Number == 4, Stop);
            var cells = await db.Set<ReleasedCell>().AsNoTracking().Where(cell => cell.WaveId == wave.Id).ToListAsync(Stop);
            var second = await db.Set<Survey>().AsNoTracking().SingleAsync(row => row.Id == 1, Stop);
            var survey = new Survey
            {
                Title = "On the same day",
                Instrument = second.Instrument,
                InstrumentVersion = second.InstrumentVersion,
                Promise = second.Promise,
                Kind = second.Kind,
                Lens = second.Lens,
                Plan = second.Plan,
                IsStopped = true,
                CreatedAt = second.CreatedAt,
            };
            db.Add(survey);
            await db.SaveChangesAsync(Stop);
            var again = new Wave
            {
                SurveyId = survey.Id,
                Number = 1,
                State = wave.State,
                OpensOn = wave.OpensOn,
                ClosesOn = wave.ClosesOn,
                Instrument = wave.Instrument,
                InstrumentVersion = wave.InstrumentVersion,
                Promise = wave.Promise,
                K = wave.K,
                Invited = wave.Invited,
                Catalogue = wave.Catalogue,
            };
            db.Add(again);
            await db.SaveChangesAsync(Stop);
            db.AddRange(cells.Select(cell => new ReleasedCell
            {
                WaveId = again.Id,
                Cell = cell.Cell,
                Measure = cell.Measure,
                Form = cell.Form,
                N = cell.N,
                Band = cell.Band,
                Value = cell.Value,
                Low = cell.Low,
                High = cell.High,
                Distribution = cell.Distribution,
                Hidden = cell.Hidden,
            }));
            await db.SaveChangesAsync(Stop);
        }

        var after = await browser.OpenAsync(path);
        await using (var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
            await db.Set<Survey>().Where(row => row.Title == "On the same day").ExecuteDeleteAsync(Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (before.Status, after.Status));
        Assert.Contains("explore-chart", before.Body, StringComparison.Ordinal);
        Assert.Contains("explore-chart", after.Body, StringComparison.Ordinal);
        // No button to a file of rows that nobody gets.
        Assert.DoesNotContain("/items", after.Body, StringComparison.Ordinal);
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
