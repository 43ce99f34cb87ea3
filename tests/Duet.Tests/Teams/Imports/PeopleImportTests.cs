using System.Net;
using Duet.Access;
using Duet.Teams.Records;

namespace Duet.Tests.Teams.Imports;

public sealed class PeopleImportTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Today = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private ImportDoor door = null!;

    public async ValueTask InitializeAsync() => door = await ImportDoor.OpenAsync();

    public ValueTask DisposeAsync() => door.DisposeAsync();

    [Fact]
    public async Task First_WithoutDates_HoldsEverSince()
    {
        var answer = await door.SendAsync(
            """
            name,mail,team,parent_team,discipline,lead,secondary_teams,identities
            Ada,Ada@Example.org,Checkout,Shop,Engineering,yes,Search;Data (lead),github:octocat;gitlab:ada
            ,,Search,Shop,,,,
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var ada = (await door.AllAsync<Person>()).Single();
        Assert.Equal("ada@example.org", ada.Mail);
        var teams = (await door.AllAsync<Team>()).ToDictionary(team => team.Name);
        Assert.Equal(teams["Shop"].Id, teams["Checkout"].ParentId);
        Assert.Equal(teams["Shop"].Id, teams["Search"].ParentId);
        Assert.Equal(
            [(teams["Checkout"].Id, true, true), (teams["Data"].Id, false, true), (teams["Search"].Id, false, false)],
            (await door.AllAsync<Membership>()).OrderByDescending(row => row.IsPrimary).ThenBy(row => teams.Single(team => team.Value.Id == row.TeamId).Key)
                .Select(row => (row.TeamId, row.IsPrimary, row.IsLead)));
        Assert.All(await door.AllAsync<Membership>(), row => Assert.Equal((null, null), (row.Since, row.Until)));
        Assert.Equal("engineering", (await door.AllAsync<DisciplinePeriod>()).Single().Discipline);
        Assert.Equal(["github:octocat", "gitlab:ada"], (await door.AllAsync<IdentityLink>()).Where(link => link.Realm != "mail").Select(link => $"{link.Realm}:{link.Key}").Order());
    }

    [Fact]
    public async Task Second_WithAnotherTeam_MovesThePersonAsOfToday()
    {
        await door.SendAsync("name,mail,team\nAda,ada@example.org,Checkout\n");
        var preview = await door.SendAsync("name,mail,team\nAda,ada@example.org,Search\n", "?preview=true");
        Assert.Single(await door.AllAsync<Membership>());

        var answer = await door.SendAsync("name,mail,team\nAda,ada@example.org,Search\n", "?plan=" + preview.Text("plan"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((1, 0), (answer["changed"], answer["movesPast"]));
        Assert.Equal(
            [((DateTimeOffset?)null, (DateTimeOffset?)Today), (Today, null)],
            (await door.AllAsync<Membership>()).OrderBy(row => row.Since).Select(row => (row.Since, row.Until)));
    }

    [Fact]
    public async Task Second_WithDates_MovesThePastAndSaysSo()
    {
        await door.SendAsync("name,mail,team\nAda,ada@example.org,Checkout\n");
        const string file = "name,mail,team,since\nAda,ada@example.org,Search,2026-03-01\n";
        Assert.Equal(1, (await door.SendAsync(file, "?preview=true"))["movesPast"]);

        await door.SendAsync(file);

        var march = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [((DateTimeOffset?)null, (DateTimeOffset?)march), (march, null)],
            (await door.AllAsync<Membership>()).OrderBy(row => row.Since).Select(row => (row.Since, row.Until)));
        Assert.Contains(await door.AllAsync<AuditRecord>(), record => record.Action == "membership.correct");
    }

    [Fact]
    public async Task Until_Alone_EndsTheMembershipAndKeepsItsBeginning()
    {
        await door.SendAsync("name,mail,team,since\nAda,ada@example.org,Checkout,2026-01-01\n");
        await door.SendAsync("name,mail,team,until\nAda,ada@example.org,Checkout,2026-07-01\n");

        var row = (await door.AllAsync<Membership>()).Single();
        Assert.Equal((2026, 1, 7), (row.Since!.Value.Year, row.Since.Value.Month, row.Until!.Value.Month));
    }

    [Fact]
    public async Task Plan_OfAnOlderDirectory_IsRefused()
    {
        const string file = "name,mail,team\nAda,ada@example.org,Search\n";
        var plan = (await door.SendAsync(file, "?preview=true")).Text("plan");
        await door.SendAsync("name,mail,team\nAda,ada@example.org,Checkout\n");

        var answer = await door.SendAsync(file, "?plan=" + plan);

        Assert.Equal((HttpStatusCode.Conflict, "outdated"), (answer.Status, answer.Code));
        Assert.Equal("Checkout", (await door.AllAsync<Team>()).Single().Name);
    }

    [Fact]
    public async Task Export_OfAHistory_ChangesNothingWhenItComesBackAndMakesTheSameDirectoryElsewhere()
    {
        await door.SendAsync(
            """"
            name,mail,team,parent_team,discipline,lead,since,until,secondary_teams,identities,left,site,hired_on
            Ada,ada@example.org,Checkout,Shop,Engineering,yes,,2025-03-01,,github:ada,,Berlin,2021-04-01
            Ada,ada@example.org,Search,Shop,Design,no,2025-03-01,2025-09-01,Checkout,,,,
            Ada,ada@example.org,Search,Shop,Engineering,no,2025-09-01,,"A\;B (lead)",,,,
            Bob,bob@example.org,Search,,,,2025-01-01T07:30:00Z,2025-12-01,,,2025-12-01,"Lyon, old town",
            "Cy, the ""second""",,,,,,,,,,,,
            ,,Company,,,,,,,,,,
            ,,Shop,Company,,,,,,,,,
            """");
        var export = await door.ExportAsync();

        var again = await door.SendAsync(export);
        Assert.Equal((0, 0, 0), (again["added"], again["changed"], again["ended"]));
        await using var other = await ImportDoor.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, (await other.SendAsync(export)).Status);
        Assert.Equal(export, await other.ExportAsync());
        Assert.Equal(5, (await other.AllAsync<Team>()).Count);
    }

    [Fact]
    public async Task Site_AndStart_ArePreviewedWrittenAndKeptWhereAFileDoesNotSay()
    {
        await door.SendAsync("name,mail,site\nAda,ada@example.org,Berlin\n");
        var preview = await door.SendAsync("name,mail,site,hired_on\nAda,ada@example.org,Lyon,2021-04-01\n", "?preview=true");
        Assert.Equal("Berlin", (await door.AllAsync<PersonAttribute>()).Single().Value);

        await door.SendAsync("name,mail,site,hired_on\nAda,ada@example.org,Lyon,2021-04-01\n", "?plan=" + preview.Text("plan"));
        await door.SendAsync("name,mail,team\nAda,ada@example.org,Checkout\n");

        Assert.Equal([("hired_on", "2021-04-01"), ("site", "Lyon")], (await door.AllAsync<PersonAttribute>()).Select(row => (row.Name, row.Value)).Order());
        var bad = await door.SendAsync("name,mail,hired_on\nAda,ada@example.org,1 April\n");
        Assert.Equal(("day", 2), bad.Notes("problems").Select(note => (note.Code, note.Line)).Single());
    }

    [Fact]
    public async Task People_WhoContradictTheDirectory_AreRefusedWithTheirLine()
    {
        await door.SendAsync("name,mail,identities\nAda,ada@example.org,github:ada\nBob,bob@example.org,github:bob\n");

        var answer = await door.SendAsync("name,mail,team\nAda,ada@example.org,Web\nCarl,,Web\nCarl,,Data\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(("two-teams", 4), answer.Notes("problems").Select(note => (note.Code, note.Line)).Single());
        var taken = await door.SendAsync("name,mail,identities\nBob,bob@example.org,github:ada\n");
        Assert.Equal("identity-taken", taken.Notes("notes").Single().Code);
        Assert.Equal(2, (await door.AllAsync<IdentityLink>()).Count(link => link.Realm == "github"));
    }

    [Fact]
    public async Task Teams_ThatAreAboveThemselves_AreRefused()
    {
        var answer = await door.SendAsync("name,team,parent_team\n,A,B\n,B,C\n,C,A\n");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "cycle"), (answer.Status, answer.Code));
        Assert.Empty(await door.AllAsync<Team>());
    }

    [Fact]
    public async Task Import_ByAKeyWithoutTheScope_IsForbidden()
    {
        var key = (await door.Server.Get<Keys>().AddAsync(new KeyRequest("reader", [Scopes.MetricsRead]), Caller.Host, TestContext.Current.CancellationToken)).Text;
        using var client = new HttpClient { BaseAddress = door.Server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        using var answer = await client.PostAsync("/api/v1/organisation/import", new StringContent("name\nAda\n"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
