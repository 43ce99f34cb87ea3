using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Settings;

namespace Duet.Tests.Access;

/// <summary>Who sees which teams' numbers, over HTTP and over the sample organisation.</summary>
public sealed class TeamScopeTests(PeopledServer peopled) : IClassFixture<PeopledServer>
{
    private const string Series = "/api/v1/metrics/change.count/series?grain=quarter";
    private const string Page = "/metrics/change.count?grain=month";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string[] SeesAll => [nameof(Role.Owner), nameof(Role.Admin), nameof(Role.ProductOps), nameof(Role.DevexLead)];

    public static TheoryData<string> Roles => [.. Enum.GetNames<Role>()];

    [Theory, MemberData(nameof(Roles))]
    public async Task Series_SplitByTeam_NamesTheTeamsOfTheRole(string role)
    {
        var groups = (await AskAsync(role, Series + "&by=team")).GetProperty("points").EnumerateArray()
            .Select(point => point.GetProperty("group").ToString()).Distinct().ToList();

        if (SeesAll.Contains(role))
            Assert.True(groups.Count >= 8 && groups.Exists(group => group.Contains(PeopledServer.OtherTeam, StringComparison.Ordinal)), string.Join(", ", groups));
        else if (role == nameof(Role.Viewer))
            Assert.DoesNotContain(groups, group => peopled.Teams.Keys.Any(team => group.Contains(team, StringComparison.Ordinal)));
        else
            Assert.Contains(PeopledServer.OwnTeam, Assert.Single(groups), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task Numbers_OfAnotherTeam_AreNotFoundOutsideTheScope(string role)
    {
        using var browser = await peopled.Cast.BrowseAsync(Enum.Parse<Role>(role));
        var mayOther = SeesAll.Contains(role);
        var mayOwn = mayOther || role != nameof(Role.Viewer);
        foreach (var address in (string[])[Series, "/api/v1/metrics/change.count/items?", "/api/v1/metrics/change.count/items?format=csv"])
        {
            Assert.Equal(mayOther ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.OpenAsync($"{address}&where=team:{PeopledServer.OtherTeam}")).Status);
            Assert.Equal(mayOwn ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.OpenAsync($"{address}&where=team:{PeopledServer.OwnTeam}")).Status);
        }
    }

    [Fact]
    public async Task Totals_ForEveryRole_AreTheSame()
    {
        List<string> totals = [];
        foreach (var role in Enum.GetNames<Role>())
            totals.Add((await AskAsync(role, Series)).GetProperty("points").GetRawText());

        Assert.Single(totals.Distinct());
    }

    [Fact]
    public async Task Page_SeenByAnOwnerBefore_ShowsAMemberOnlyTheOwnTeam()
    {
        using var owner = await peopled.Cast.BrowseAsync(Role.Owner);
        using var member = await peopled.Cast.BrowseAsync(Role.Member);

        foreach (var query in (string[])["&by=team", $"&where=team:{PeopledServer.OtherTeam}"])
            Assert.Contains(PeopledServer.OtherTeam, (await owner.OpenAsync(Page + query)).Body, StringComparison.Ordinal);
        var split = (await member.OpenAsync(Page + "&by=team")).Body;
        Assert.Contains(PeopledServer.OwnTeam, split, StringComparison.Ordinal);
        Assert.DoesNotContain($">{PeopledServer.OtherTeam}<", split, StringComparison.Ordinal);
        var filtered = await member.OpenAsync($"{Page}&where=team:{PeopledServer.OtherTeam}");
        Assert.Contains("that you may see", WebUtility.HtmlDecode(filtered.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_OpenedByTheOwner_AreSeenByMembersUntilClosedAgain()
    {
        var settings = peopled.Server.Get<InstallationSettings>();
        using var member = await peopled.Cast.BrowseAsync(Role.Member);
        using var viewer = await peopled.Cast.BrowseAsync(Role.Viewer);
        var other = $"{Series}&where=team:{PeopledServer.OtherTeam}";

        await settings.SaveAsync(new SettingsRecord { OpenTeams = true }, Stop);
        Assert.Equal(HttpStatusCode.OK, (await member.OpenAsync(other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.OpenAsync(other)).Status);

        await settings.SaveAsync(new SettingsRecord(), Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync(other)).Status);
    }

    [Fact]
    public async Task Key_OfATeamLead_SeesWhatTheLeadSees()
    {
        using var program = peopled.Server.Browse();
        var key = await peopled.Cast.KeyAsync(Role.TeamLead, [Scopes.MetricsRead]);
        async Task<HttpStatusCode> StatusAsync(string team) => (await program.OpenAsync(
            $"{Series}&where=team:{team}", request => request.Headers.Authorization = new("Bearer", key))).Status;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(PeopledServer.OwnTeam));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(PeopledServer.OtherTeam));
    }

    [Fact]
    public async Task Lead_OfATeam_MayChangeItAndNoOther()
    {
        var lead = await peopled.Cast.CallerAsync(Role.TeamLead);
        var member = await peopled.Cast.CallerAsync(Role.Member);
        var devex = await peopled.Cast.CallerAsync(Role.DevexLead);
        var (own, other) = (peopled.Teams[PeopledServer.OwnTeam], peopled.Teams[PeopledServer.OtherTeam]);

        await lead.DemandAsync(Permission.TeamWrite, own, Stop);
        await devex.DemandAsync(Permission.TeamWrite, other, Stop);
        await Assert.ThrowsAsync<DeniedException>(() => lead.DemandAsync(Permission.TeamWrite, other, Stop));
        await Assert.ThrowsAsync<DeniedException>(() => member.DemandAsync(Permission.TeamWrite, own, Stop));
        Assert.False(await lead.CanAsync(Permission.TeamWrite, other, Stop));
        Assert.True(await lead.LeadsAsync(own, Stop));
        Assert.False(await member.LeadsAsync(own, Stop));
    }

    private async Task<JsonElement> AskAsync(string role, string address)
    {
        using var browser = await peopled.Cast.BrowseAsync(Enum.Parse<Role>(role));
        var answer = await browser.OpenAsync(address);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{address} as {role}: {(int)answer.Status} {answer.Body}");
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
