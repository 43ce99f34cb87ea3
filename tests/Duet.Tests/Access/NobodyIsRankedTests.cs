using System.Net;
using Duet.Access;
using Duet.Engine.Metrics;

namespace Duet.Tests.Access;

/// <summary>No answer lets anybody order two people by a metric: with numbers there are no names, addresses or numbers of people.</summary>
public sealed class NobodyIsRankedTests(PeopledServer peopled) : IClassFixture<PeopledServer>
{
    private static readonly string[] PersonDimensions = ["author", "reviewer", "person", "actor", "alias", "subject", "assignee", "email", "mail", "login"];

    public static TheoryData<string> Roles => [.. Enum.GetNames<Role>()];

    [Fact]
    public void Dimensions_OfEveryMetric_NameNoPerson()
    {
        var engine = peopled.Server.Get<MetricEngine>();

        Assert.All(engine.Definitions, definition => Assert.Empty(engine.DimensionsOf(definition).Intersect(PersonDimensions)));
    }

    [Theory]
    [InlineData(nameof(Role.Owner))]
    [InlineData(nameof(Role.Member))]
    public async Task Answers_OfEveryMetricAndDimension_NameNobody(string role)
    {
        using var browser = await peopled.Cast.BrowseAsync(Enum.Parse<Role>(role));
        var engine = peopled.Server.Get<MetricEngine>();
        HashSet<string> seen = [];
        List<string> named = [];
        var asked = 0;
        foreach (var definition in engine.Definitions)
        {
            List<string> addresses = [$"/api/v1/metrics/{definition.Key}/series?grain=quarter", $"/api/v1/metrics/{definition.Key}/items?limit=20"];
            // Splits and pages of one metric show what those of all metrics of its fact hold.
            if (seen.Add(definition.Fact))
            {
                addresses.AddRange(engine.DimensionsOf(definition).Select(dimension => $"{addresses[0]}&by={dimension}"));
                addresses.Add($"/metrics/{definition.Key}?grain=month");
            }
            foreach (var address in addresses)
            {
                var answer = await browser.OpenAsync(address);
                asked += answer.Status == HttpStatusCode.OK ? 1 : 0;
                named.AddRange(NamesIn(answer.Body).Select(name => $"{address} names {name}"));
            }
        }

        Assert.True(asked > 100, $"{asked} answers");
        Assert.Empty(named);
    }

    [Fact]
    public async Task Directory_WhichHasNoNumbers_NamesPeople()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        // What the others do not show can be found by how it is looked for.
        Assert.NotEmpty(NamesIn((await browser.OpenAsync($"/teams/{peopled.Teams[PeopledServer.OwnTeam]}")).Body));
    }

    [Theory]
    [InlineData("by=author")]
    [InlineData("by=person")]
    [InlineData("where=author:1")]
    [InlineData("where=person:Amara%20Linden")]
    [InlineData("sort=author")]
    [InlineData("self=1000000001")]
    public async Task Query_ByAPerson_IsRefused(string query)
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.OpenAsync($"/api/v1/metrics/change.count/series?{query}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.OpenAsync($"/api/v1/metrics/change.count/items?{query}")).Status);
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task Pages_WithNumbers_NameNobody(string role)
    {
        using var browser = await peopled.Cast.BrowseAsync(Enum.Parse<Role>(role));

        foreach (var page in (string[])["/", "/delivery", "/metrics", "/explore", "/explore?by=team", "/settings"])
        {
            var answer = await browser.OpenAsync(page);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{page} as {role}: {(int)answer.Status}");
            Assert.Empty(NamesIn(answer.Body).Select(name => $"{page} names {name}"));
        }
    }

    private IEnumerable<string> NamesIn(string body)
    {
        var text = WebUtility.HtmlDecode(body);
        return peopled.People.SelectMany(person => new[] { person.Name, person.Key }).Where(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
