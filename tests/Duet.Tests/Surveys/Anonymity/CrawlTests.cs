using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Engine.Tests.Surveys.Release;
using Duet.Surveys.Records;
using Duet.Tests.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Everything that every role can get from the server: what it tells about answers together is what was released, and tells about nobody.</summary>
[Trait("speed", "slow")]
public sealed partial class CrawlTests(CrawledServer crawled) : IClassFixture<CrawledServer>
{
    internal const string Sentinel = "sentinelanswerzqx";
    private const int K = 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outputs_OfEveryRouteToEveryRole_TellAboutNobody()
    {
        HashSet<Shown> shown = [];
        List<string> raw = [];
        Dictionary<string, int> readers = [];
        var read = 0;
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await crawled.Cast.BrowseAsync(role);
            await ReadAsync(browser, role, $"{role}", _ => { });
        }
        // A program with all that a key can be given, and somebody who never signed in.
        var key = await crawled.Cast.KeyAsync(null, Scopes.All);
        using (var program = crawled.Surveys.Server.Browse())
            await ReadAsync(program, Role.Owner, "a key", request => request.Headers.Authorization = new("Bearer", key));
        using (var stranger = crawled.Surveys.Server.Browse())
            await ReadAsync(stranger, Role.Owner, "a stranger", _ => { });

        async Task ReadAsync(Browser browser, Role role, string reader, Action<HttpRequestMessage> change)
        {
            foreach (var address in Addresses(role))
            {
                var answer = await browser.OpenAsync(address, change);
                read += answer.Status == HttpStatusCode.OK ? 1 : 0;
                var told = ShownBy(address, answer).ToList();
                readers[reader] = readers.GetValueOrDefault(reader) + told.Count;
                shown.UnionWith(told);
                if (WebUtility.HtmlDecode(answer.Body).Contains(Sentinel, StringComparison.OrdinalIgnoreCase))
                    raw.Add($"{address} as {reader}");
            }
        }
        var mails = crawled.Surveys.Messages.Mails;

        TestContext.Current.SendDiagnosticMessage($"{read} pages and answers read, {shown.Count} numbers of groups in them");
        Assert.Empty(raw);
        Assert.DoesNotContain(mails, mail => mail.Text.Contains(Sentinel, StringComparison.Ordinal));
        Assert.Equal(await ReleasedAsync(), shown.Where(number => number.From == "api").Select(number => (number.Survey, number.Cell, number.Item)).ToHashSet());
        Assert.Empty(shown.Select(number => (number.Survey, number.Cell, number.Item)).Except(await ReleasedAsync()));
        // Nobody outside sees any, and a key does.
        Assert.Equal(0, readers["a stranger"]);
        Assert.True(readers["a key"] > 0);
        // Each way of showing numbers was seen to show some.
        Assert.Equal(["api", "heatmap", "series", "team"], shown.Select(number => number.From).Distinct().Order());
        Assert.Empty(LeaksIn(shown));
    }

    [Fact]
    public async Task Outputs_WithOneHiddenGroupBesides_AreNoticed()
    {
        var released = (await ReleasedAsync()).Select(number => new Shown("api", number.Survey, number.Cell, number.Item)).ToHashSet();
        Assert.Empty(LeaksIn(released));
        var hidden = crawled.All.SelectMany(organisation => organisation.Catalogue.Cells.SelectMany(cell => CrawledOrganisation.Items.Keys
            .Select(item => new Shown("api", organisation.Survey, cell.Key, item)))).Where(number => !released.Contains(number)).ToList();

        Assert.NotEmpty(hidden);
        Assert.NotEmpty(LeaksIn([.. released, .. hidden]));
    }

    [Theory]
    [InlineData(nameof(Role.TeamLead))]
    [InlineData(nameof(Role.Member))]
    public async Task Outputs_ToSomebodyOfATeam_HoldNoOtherGroups(string role)
    {
        using var browser = await crawled.Cast.BrowseAsync(Enum.Parse<Role>(role));
        HashSet<Shown> shown = [];
        foreach (var address in Addresses(Enum.Parse<Role>(role)))
            shown.UnionWith(ShownBy(address, await browser.OpenAsync(address)));

        Assert.All(shown.Where(number => number.Cell.Length > 0), number => Assert.Contains($"team={crawled.OwnTeam}", number.Cell, StringComparison.Ordinal));
    }

    /// <summary>A sentence for each item of each survey about fewer than enough people of which something can be worked out.</summary>
    private List<string> LeaksIn(HashSet<Shown> shown) =>
        [.. from organisation in crawled.All
            from item in CrawledOrganisation.Items.Keys
            let cells = shown.Where(number => number.Survey == organisation.Survey && number.Item == item).Select(number => organisation.PeopleOf(number.Cell, item)).ToList()
            let leak = cells.Count == 0 ? 0 : Attacker.SmallestLeak(cells, K)
            where leak > 0
            select $"survey {organisation.Survey} tells about {leak} people by {item}"];

    /// <summary>All routes that can be got, with all surveys where they ask for one.</summary>
    private IEnumerable<string> Addresses(Role role)
    {
        foreach (var route in WalkedRoute.Of(crawled.Surveys.Server.Get<EndpointDataSource>()).Where(route => route.Method == "GET"))
        {
            var isOfSurvey = Regex.IsMatch(route.Pattern, "/surveys?/{id:int}", RegexOptions.IgnoreCase);
            foreach (var organisation in isOfSurvey ? crawled.All : [])
                yield return Number().Replace(Id().Replace(route.Pattern, $"{organisation.Survey}"), "1");
            if (!isOfSurvey)
                yield return route.Address;
        }
        foreach (var metric in (string[])["favourable", "mean", "response_rate"])
            foreach (var item in CrawledOrganisation.Items.Keys)
                foreach (var query in (string[])[$"where=item:{item}&by=team", $"where=item:{item}", "by=item", "by=team", $"where=item:{item}&by=site", $"where=item:{item}&by=person"])
                    yield return $"/api/v1/metrics/survey.{metric}/series?from=2000-01-01&to=2999-01-01&{query}";
        // A page of a team shows what was said in all surveys: those of one organisation are enough.
        foreach (var team in crawled.All[0].Teams.Values.Take(role is Role.Owner or Role.TeamLead or Role.Member ? 4 : 1))
            yield return $"/teams/{team}";
    }

    /// <summary>The groups of which an answer shows any number, by item.</summary>
    private IEnumerable<Shown> ShownBy(string address, Answer answer)
    {
        if (answer.Status != HttpStatusCode.OK)
            return [];
        if (Regex.Match(address, "^/api/v1/surveys/(\\d+)/waves/1$") is { Success: true } api)
            return ShownByApi(int.Parse(api.Groups[1].Value, null), answer.Body);
        if (Regex.Match(address, "where=item:(\\w+)&by=team$") is { Success: true } series)
            return ShownBySeries(series.Groups[1].Value, answer.Body);
        if (Regex.Match(address, "^/surveys/(\\d+)/waves/1$") is { Success: true } page)
            return ShownByHeatmap(int.Parse(page.Groups[1].Value, null), answer.Body);
        return Regex.Match(address, "^/teams/(\\d+)$") is { Success: true } team ? ShownByTeam(int.Parse(team.Groups[1].Value, null), answer.Body) : [];
    }

    private static IEnumerable<Shown> ShownByApi(int survey, string body) =>
        from cell in JsonDocument.Parse(body).RootElement.GetProperty("cells").EnumerateArray().ToList()
        let item = cell.GetProperty("measure").GetString()!
        where CrawledOrganisation.Items.ContainsKey(item)
            && new[] { "n", "band", "value", "low", "high", "change", "distribution" }.Any(part => cell.GetProperty(part).ValueKind != JsonValueKind.Null)
        select new Shown("api", survey, string.Join(',', cell.GetProperty("where").EnumerateObject().Select(label => $"{label.Name}={label.Value.GetString()}")), item);

    private IEnumerable<Shown> ShownBySeries(string item, string body) =>
        from point in JsonDocument.Parse(body).RootElement.GetProperty("points").EnumerateArray().ToList()
        where point.GetProperty("value").ValueKind == JsonValueKind.Number
        let team = point.GetProperty("group").GetString()!
        select new Shown("series", crawled.All.Single(organisation => organisation.Teams.ContainsKey(team)).Survey, $"team={team}", item);

    private IEnumerable<Shown> ShownByHeatmap(int survey, string body)
    {
        var table = Regex.Match(body, "<table class=\"heat\">.*?</table>", RegexOptions.Singleline).Value;
        var catalogue = crawled.All.Single(organisation => organisation.Survey == survey).Catalogue;
        // Only the items that were answered have columns.
        var columns = Regex.Matches(table, "<th scope=\"col\">([^<]+)</th>").Select(column => WebUtility.HtmlDecode(column.Groups[1].Value)).ToList();
        foreach (Match row in Regex.Matches(table, "<th scope=\"row\">([^<]+)<small>.*?</tr>", RegexOptions.Singleline))
        {
            var name = WebUtility.HtmlDecode(row.Groups[1].Value);
            var cell = catalogue.Cells.SingleOrDefault(known => string.Join(", ", known.Where.Values) == name || string.Join(" · ", known.Where.Values) == name);
            var values = Regex.Matches(row.Value, "<td[^>]*>(.*?)</td>", RegexOptions.Singleline).Select(value => Tags().Replace(value.Groups[1].Value, "")).ToList();
            for (var at = 0; at < values.Count && values.Count == columns.Count; at++)
                if (values[at].Any(char.IsAsciiDigit))
                    yield return new Shown("heatmap", survey, cell?.Key ?? (name == "Everybody" ? "" : name), ItemOf(columns[at]));
        }
    }

    private IEnumerable<Shown> ShownByTeam(int team, string body)
    {
        var organisation = crawled.All.Single(organisation => organisation.Teams.Values.Contains(team));
        var name = organisation.Teams.Single(known => known.Value == team).Key;
        return Regex.Matches(body, "<li class=\"chip\"><abbr[^>]*>([^<]+)</abbr>\\s*<b>([^<]*)</b>").Where(chip => chip.Groups[2].Value.Any(char.IsAsciiDigit))
            .Select(chip => new Shown("team", organisation.Survey, $"team={name}", ItemOf(WebUtility.HtmlDecode(chip.Groups[1].Value))));
    }

    private static string ItemOf(string shortName) => shortName.ToLowerInvariant().Replace(' ', '_');

    private async Task<HashSet<(int Survey, string Cell, string Item)>> ReleasedAsync()
    {
        await using var db = crawled.Surveys.Open();
        var surveys = await db.Set<Wave>().Where(wave => wave.State == WaveState.Released).ToDictionaryAsync(wave => wave.Id, wave => wave.SurveyId, Stop);
        return (await db.Set<ReleasedCell>().Where(cell => cell.Hidden == null).ToListAsync(Stop)).Where(cell => CrawledOrganisation.Items.ContainsKey(cell.Measure))
            .Select(cell => (surveys[cell.WaveId], cell.Cell, cell.Measure)).ToHashSet();
    }

    [GeneratedRegex("{id:int}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex("{number:int}", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    /// <summary>A number of a group.</summary>
    /// <param name="From">The way by which it was shown.</param>
    private sealed record Shown(string From, int Survey, string Cell, string Item);
}
