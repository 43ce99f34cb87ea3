using System.Globalization;
using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Results;

/// <summary>Whatever is asked for, by whomever: released numbers of the catalogue, and nothing besides.</summary>
public sealed class SurveyApiTests(PeopledServer peopled) : IClassFixture<PeopledServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wave_ByEveryRole_HoldsTheReleasedCellsOfTheirReachAndNoOthers()
    {
        await using var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var wave = await db.Set<Wave>().SingleAsync(row => row.Number == 2, Stop);
        var released = (await db.Set<ReleasedCell>().Where(cell => cell.WaveId == wave.Id).ToListAsync(Stop))
            .ToDictionary(cell => (cell.Cell, cell.Measure, cell.Form.ToString().ToLowerInvariant()));
        var own = wave.Catalogue!.Cells.Where(cell => cell.Where.Count == 0 || cell.Where.GetValueOrDefault("team") == PeopledServer.OwnTeam).Select(cell => cell.Key).ToHashSet();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await peopled.Cast.BrowseAsync(role);
            var answer = await browser.OpenAsync("/api/v1/surveys/1/waves/2");
            if (role == Role.Viewer)
            {
                Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
                continue;
            }
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            var cells = JsonDocument.Parse(answer.Body).RootElement.GetProperty("cells").EnumerateArray().ToList();
            var keys = cells.Select(Key).ToList();
            Assert.Equal(keys.Count, keys.Distinct().Count());
            Assert.Equal(
                released.Keys.Where(key => role is not (Role.TeamLead or Role.Member) || own.Contains(key.Cell)).Order(), keys.Order());
            Assert.All(cells, cell => Assert.Equal(released[Key(cell)].Value, cell.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null));
            Assert.All(cells.Where(cell => cell.GetProperty("hidden").ValueKind == JsonValueKind.String), cell =>
                Assert.Equal(JsonValueKind.Null, cell.GetProperty("n").ValueKind));
        }
    }

    [Theory]
    [InlineData("/api/v1/surveys/1/waves/2?where=team:Checkout", "not-in-catalogue")]
    [InlineData("/api/v1/surveys/1/waves/2?by=person", "not-in-catalogue")]
    [InlineData("/api/v1/surveys?format=csv", "not-in-catalogue")]
    [InlineData("/api/v1/surveys/1/waves/9", "not-released")]
    [InlineData("/api/v1/surveys/9/waves/1", "not-released")]
    public async Task Address_OfAnythingElse_IsNotFound(string path, string code)
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        var answer = await browser.OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(code, JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Wave_NotReleased_SaysNothingAnywhere()
    {
        int number;
        await using (var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            var released = await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.Number == 4, Stop);
            number = 1 + await db.Set<Wave>().MaxAsync(row => row.Number, Stop);
            db.Add(new Wave
            {
                SurveyId = released.SurveyId,
                Number = number,
                State = WaveState.Open,
                OpensOn = released.OpensOn.AddDays(30),
                ClosesOn = new DateOnly(2999, 1, 1),
                Instrument = released.Instrument,
                InstrumentVersion = released.InstrumentVersion,
                Promise = released.Promise,
                K = 5,
                Invited = 68,
                Catalogue = released.Catalogue,
            });
            await db.SaveChangesAsync(Stop);
        }
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"/surveys/1/waves/{number}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/surveys/1/waves/{number}"))).Status);
        var waves = JsonDocument.Parse((await browser.OpenAsync("/api/v1/surveys")).Body).RootElement[0].GetProperty("waves").EnumerateArray().ToList();
        Assert.Equal(JsonValueKind.Null, waves.Single(wave => wave.GetProperty("number").GetInt32() == number).GetProperty("answeredPercent").ValueKind);
    }

    [Fact]
    public async Task Series_OfAMetricOverSurveys_IsTheReleasedNumbersAndNothingElse()
    {
        const string Series = "/api/v1/metrics/survey.favourable/series?from=2000-01-01&to=2999-01-01";
        await using var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var waves = await db.Set<Wave>().Where(row => row.State == WaveState.Released).ToDictionaryAsync(row => row.Id, row => row.ClosesOn, Stop);
        var released = (await db.Set<ReleasedCell>().Where(cell => cell.Measure == "build_speed" && cell.Form == CellForm.Share).ToListAsync(Stop))
            .Where(cell => waves.ContainsKey(cell.WaveId)).OrderBy(cell => waves[cell.WaveId]).ToList();
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        var whole = Points((await browser.OpenAsync(Series + "&where=item:build_speed")).Body);
        var byTeam = Points((await browser.OpenAsync(Series + "&where=item:build_speed&by=team")).Body);

        Assert.NotEmpty(whole);
        Assert.Equal(released.Where(cell => cell.Cell.Length == 0).Select(cell => cell.Value), whole.Select(point => point.Value));
        Assert.Equal(
            released.Where(cell => cell.Cell.StartsWith("team=", StringComparison.Ordinal)).Select(cell => (Cell: cell.Cell[5..], cell.Value)).Order(),
            byTeam.Select(point => (Cell: point.Group!, point.Value)).Order());
        using var viewer = await peopled.Cast.BrowseAsync(Role.Viewer);
        Assert.DoesNotContain("\"value\":0", (await viewer.OpenAsync(Series + "&where=item:build_speed")).Body, StringComparison.Ordinal);
        foreach (var (query, status) in new[]
        {
            ("", HttpStatusCode.BadRequest), ("&where=item:build_speed&where=team:Nobody", HttpStatusCode.NotFound),
            ("&where=item:build_speed&where=person:1", HttpStatusCode.BadRequest),
        })
            Assert.Equal(status, (await browser.OpenAsync(Series + query)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync(Series.Replace("/series", "/items", StringComparison.Ordinal) + "&where=item:build_speed")).Status);
    }

    [Fact]
    public async Task MetricPage_OfASurvey_SaysWhatWasReleasedAndStandsBesideIt()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        var favourable = (await browser.OpenAsync("/metrics/survey.favourable?where=item:build_speed&from=2000-01-01&to=2999-01-01")).Body;
        var response = (await browser.OpenAsync("/metrics/survey.response_rate?from=2000-01-01&to=2999-01-01")).Body;
        var nothing = (await browser.OpenAsync("/metrics/survey.nps")).Body;

        Assert.Contains("or a few more", favourable, StringComparison.Ordinal);
        Assert.DoesNotContain("no value", favourable, StringComparison.Ordinal);
        Assert.Contains("/metrics/build.duration", favourable, StringComparison.Ordinal);
        Assert.DoesNotContain("n = 0", response, StringComparison.Ordinal);
        Assert.Contains("where=item%3A", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting for", favourable + response, StringComparison.Ordinal);
        Assert.Contains("href=\"/surveys\">Go to surveys", nothing, StringComparison.Ordinal);
    }

    private static List<(string? Group, double? Value)> Points(string body) =>
        [.. JsonDocument.Parse(body).RootElement.GetProperty("points").EnumerateArray()
            .Select(point => (point.GetProperty("group").GetString(), point.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : (double?)null))];

    private static (string Cell, string Measure, string Form) Key(JsonElement cell) => (
        string.Join(',', cell.GetProperty("where").EnumerateObject().Select(label => $"{label.Name}={label.Value.GetString()}")),
        cell.GetProperty("measure").GetString()!, cell.GetProperty("form").GetString()!);
}
