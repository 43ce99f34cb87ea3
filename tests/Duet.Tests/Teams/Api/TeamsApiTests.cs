using System.Net;
using System.Text;
using System.Text.Json;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Teams.Api;

public sealed class TeamsApiTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private Browser program = null!;
    private string writer = "";
    private string reader = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        program = server.Browse();
        writer = (await server.Get<Keys>().AddAsync(new KeyRequest("writer", [Scopes.CatalogRead, Scopes.CatalogWrite]), Caller.Host, Stop)).Text!;
        reader = (await server.Get<Keys>().AddAsync(new KeyRequest("reader", [Scopes.CatalogRead]), Caller.Host, Stop)).Text!;
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Team_WrittenAndRead_IsTheSame()
    {
        var top = await AddAsync("/api/v1/teams", """{"name":"Product"}""");
        var team = await AddAsync("/api/v1/teams", $$"""{"name":"Checkout","parent":{{top}},"externalId":"hr:7"}""");
        var person = await PersonAsync("Ada");
        await AddAsync($"/api/v1/teams/{team}/members", $$"""{"person":{{person}},"lead":true}""");
        await SendAsync(HttpMethod.Put, $"/api/v1/teams/{top}/calendar", """{"zone":"Asia/Tokyo","start":"10:00","end":"18:30","days":["monday","TUESDAY"],"holidays":["2026-12-25"]}""");

        var list = (await SendAsync(HttpMethod.Get, "/api/v1/teams")).GetProperty("teams").EnumerateArray().ToList();
        Assert.Equal(["Product", "Checkout"], list.Select(entry => entry.GetProperty("name").GetString()));
        Assert.Equal([1, 1], list.Select(entry => entry.GetProperty("peopleBelow").GetInt32()));
        var read = await SendAsync(HttpMethod.Get, $"/api/v1/teams/{team}");
        Assert.Equal("hr:7", read.GetProperty("externalId").GetString());
        Assert.Equal(("Asia/Tokyo", "Product"), (read.GetProperty("calendar").GetProperty("zone").GetString(), read.GetProperty("calendar").GetProperty("from").GetString()));
        Assert.Equal(["Monday", "Tuesday"], read.GetProperty("calendar").GetProperty("days").EnumerateArray().Select(day => day.GetString()!));
        var member = Assert.Single(read.GetProperty("members").EnumerateArray());
        Assert.Equal((person, true, JsonValueKind.Null), (member.GetProperty("person").GetInt32(), member.GetProperty("lead").GetBoolean(), member.GetProperty("since").ValueKind));

        await SendAsync(HttpMethod.Post, $"/api/v1/teams/{team}/end", """{"on":"2026-11-01"}""");
        Assert.Equal(JsonValueKind.String, (await SendAsync(HttpMethod.Get, $"/api/v1/teams/{team}")).GetProperty("endedAt").ValueKind);
    }

    [Fact]
    public async Task Service_WrittenAndRead_IsTheSame()
    {
        var team = await AddAsync("/api/v1/teams", """{"name":"Checkout"}""");
        var product = await AddAsync("/api/v1/products", """{"name":"Market"}""");
        var service = await AddAsync("/api/v1/services", $$"""{"name":"basket","product":{{product}},"description":"Holds things"}""");
        var owner = await AddAsync($"/api/v1/services/{service}/owners", $$"""{"team":{{team}}}""");
        var code = await AddAsync($"/api/v1/services/{service}/code", """{"repo":"shop","path":"/services/basket/"}""");
        await SendAsync(HttpMethod.Put, $"/api/v1/services/{service}/owners/{owner}", """{"since":"2026-03-01","until":null}""");

        var read = await SendAsync(HttpMethod.Get, $"/api/v1/services/{service}");
        Assert.Equal(("basket", "Market"), (read.GetProperty("name").GetString(), read.GetProperty("product").GetString()));
        Assert.Equal("2026-03-01T00:00:00+00:00", read.GetProperty("owners")[0].GetProperty("since").GetString());
        Assert.Equal("services/basket", read.GetProperty("code")[0].GetProperty("path").GetString());
        Assert.False((await SendAsync(HttpMethod.Get, "/api/v1/services/code?repo=shop")).GetProperty("known").GetBoolean());

        await SendAsync(HttpMethod.Delete, $"/api/v1/services/{service}/code/{code}");
        await SendAsync(HttpMethod.Delete, $"/api/v1/services/{service}/owners/{owner}");
        await SendAsync(HttpMethod.Delete, $"/api/v1/products/{product}");
        read = Assert.Single((await SendAsync(HttpMethod.Get, "/api/v1/services")).GetProperty("services").EnumerateArray());
        Assert.Equal((0, 0, JsonValueKind.Null), (read.GetProperty("code").GetArrayLength(), read.GetProperty("owners").GetArrayLength(), read.GetProperty("product").ValueKind));
    }

    [Theory]
    [InlineData("POST", "/api/v1/teams", """{"name":""}""", 400, "no-name")]
    [InlineData("POST", "/api/v1/teams", """{"name":"checkout"}""", 409, "name-taken")]
    [InlineData("POST", "/api/v1/teams", """{"name":"x","parent":99}""", 400, "no-parent")]
    [InlineData("POST", "/api/v1/teams", """{"name":"x","colour":"red"}""", 400, "bad-request")]
    [InlineData("POST", "/api/v1/teams", """{"name":""", 400, "bad-request")]
    [InlineData("PUT", "/api/v1/teams/1", """{"name":"Checkout","parent":1}""", 409, "cycle")]
    [InlineData("PUT", "/api/v1/teams/1", """{"name":"Basket","stamp":"0000000000000000"}""", 409, "changed-meanwhile")]
    [InlineData("PUT", "/api/v1/teams/99", """{"name":"Basket"}""", 404, "no-team")]
    [InlineData("GET", "/api/v1/teams/99", null, 404, "no-team")]
    [InlineData("PUT", "/api/v1/teams/1/calendar", """{"zone":"Mars/Olympus","start":"09:00","end":"17:00","days":["Monday"]}""", 400, "bad-zone")]
    [InlineData("PUT", "/api/v1/teams/1/calendar", """{"zone":"UTC","start":"19:00","end":"17:00","days":["Monday"]}""", 400, "bad-hours")]
    [InlineData("POST", "/api/v1/teams/1/end", """{"on":"soon"}""", 400, "bad-day")]
    [InlineData("POST", "/api/v1/teams/1/members", """{"person":99}""", 400, "no-person")]
    [InlineData("PUT", "/api/v1/teams/1/members/99", """{"since":null,"until":null}""", 404, "no-membership")]
    [InlineData("POST", "/api/v1/services/99/code", """{"repo":"shop","path":"../x"}""", 400, "bad-path")]
    [InlineData("GET", "/api/v1/services/code?repo=shop&path=../x", null, 400, "bad-path")]
    public async Task Request_ThatIsNotGood_ChangesNothingAndSaysWhy(string method, string path, string? body, int status, string code)
    {
        await AddAsync("/api/v1/teams", """{"name":"Checkout"}""");

        var answer = await RawAsync(writer, new HttpMethod(method), path, body);

        Assert.Equal((status, "application/problem+json"), ((int)answer.Status, answer.ContentType));
        Assert.Equal(code, JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString());
        var team = Assert.Single((await SendAsync(HttpMethod.Get, "/api/v1/teams")).GetProperty("teams").EnumerateArray());
        Assert.Equal("Checkout", team.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Key_ForReading_ReadsAndDoesNotWrite()
    {
        Assert.Equal(HttpStatusCode.OK, (await RawAsync(reader, HttpMethod.Get, "/api/v1/teams", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await RawAsync(reader, HttpMethod.Get, "/api/v1/products", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await RawAsync(reader, HttpMethod.Post, "/api/v1/teams", """{"name":"x"}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await RawAsync(reader, HttpMethod.Post, "/api/v1/services", """{"name":"x"}""")).Status);
    }

    [Fact]
    public async Task Lead_ChangesTheirOwnTeamAndThoseBelowOnly()
    {
        var own = await AddAsync("/api/v1/teams", """{"name":"Own"}""");
        var below = await AddAsync("/api/v1/teams", $$"""{"name":"Below","parent":{{own}}}""");
        var other = await AddAsync("/api/v1/teams", """{"name":"Other"}""");
        var ada = await PersonAsync("Ada");
        await AddAsync($"/api/v1/teams/{own}/members", $$"""{"person":{{ada}},"lead":true}""");
        var cast = new Cast(server);
        await cast.AccountAsync(Role.TeamLead, ada);
        using var lead = await cast.BrowseAsync(Role.TeamLead);

        Assert.Contains("name=\"Edit.Name\"", (await lead.OpenAsync($"/teams/{own}")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Edit.Name\"", (await lead.OpenAsync($"/teams/{other}")).Body, StringComparison.Ordinal);
        var renamed = await lead.SubmitAsync($"/teams/{below}", "edit-team", ("Edit.Name", "Lower"), ("Edit.Parent", $"{own}"));
        Assert.Contains("Saved.", renamed.Body, StringComparison.Ordinal);
        // The form of one's own team, sent to another one's page.
        var form = Browser.FormsOf((await lead.OpenAsync($"/teams/{own}")).Body).First(found => found.Contains(("_handler", "edit-team")));
        await lead.PostAsync($"/teams/{other}", [.. form, ("Edit.Name", "Mine"), ("Edit.Parent", "")]);

        Assert.Equal(
            ["Lower", "Other", "Own"],
            (await SendAsync(HttpMethod.Get, "/api/v1/teams")).GetProperty("teams").EnumerateArray().Select(team => team.GetProperty("name").GetString()!).Order());
    }

    private async Task<int> AddAsync(string path, string body)
    {
        var answer = await RawAsync(writer, HttpMethod.Post, path, body);
        Assert.True(answer.Status == HttpStatusCode.Created, $"{path} answers {(int)answer.Status}: {answer.Body}");
        Assert.NotNull(answer.Location);
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("id").GetInt32();
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body = null)
    {
        var answer = await RawAsync(writer, method, path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{method} {path} answers {(int)answer.Status}: {answer.Body}");
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    private async Task<Answer> RawAsync(string key, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await program.SendAsync(request);
    }

    private async Task<int> PersonAsync(string name)
    {
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = new Person { Name = name, CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Add(person);
        await db.SaveChangesAsync(Stop);
        return person.Id;
    }
}
