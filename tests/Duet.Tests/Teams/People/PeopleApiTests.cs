using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Tests.Access;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams.People;

/// <summary>The directory over HTTP, by keys.</summary>
public sealed class PeopleApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_AddedLinkedMergedAndUndone_OverTheApi()
    {
        await using var server = await RunningServer.StartAsync();
        await PeopleBench.WriteAsync(server.Get<IFactStore>(), DateTimeOffset.UnixEpoch.AddYears(50), [new Actor("mail", "jd@home.example", "Jane Doe", ActorKind.Human)]);
        using var writer = await ClientAsync(server, Scopes.CatalogWrite, Scopes.CatalogRead);

        var jane = await ChangedAsync(writer, "people", new { name = "Jane Doe", mail = "jane@corp.example" });
        var john = await ChangedAsync(writer, "people", new { name = "John Roe" });
        var suggestion = (await ReadAsync(writer, "people/suggestions")).GetProperty("suggestions")[0];
        Assert.Equal((jane, "person:" + jane), (jane, suggestion.GetProperty("first").GetString()!));
        await ChangedAsync(writer, "people/suggestions/accept", new { first = suggestion.GetProperty("first").GetString(), second = suggestion.GetProperty("second").GetString() });
        await ChangedAsync(writer, $"people/{jane}/merge", new { other = int.Parse(john, System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(1, (await ReadAsync(writer, "people")).GetProperty("total").GetInt32());
        var change = (await ReadAsync(writer, "people/changes")).GetProperty("changes")[0];
        Assert.Equal("merge", change.GetProperty("kind").GetString());
        await ChangedAsync(writer, $"people/changes/{change.GetProperty("id").GetInt32()}/undo", new { });

        Assert.Equal(2, (await ReadAsync(writer, "people")).GetProperty("total").GetInt32());
        Assert.Equal("jd@home.example", (await ReadAsync(writer, $"people/{jane}")).GetProperty("identities")[0].GetProperty("key").GetString());
        var again = await writer.PostAsJsonAsync($"/api/v1/people/changes/{change.GetProperty("id").GetInt32()}/undo", new { }, Stop);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("undone-already", await again.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_ReadWithAReadingKey_HasNoAddressAndNoIdentities()
    {
        await using var server = await RunningServer.StartAsync();
        using var writer = await ClientAsync(server, Scopes.CatalogWrite, Scopes.CatalogRead);
        var jane = await ChangedAsync(writer, "people", new { name = "Jane Doe", mail = "jane@corp.example" });
        using var reader = await ClientAsync(server, Scopes.CatalogRead);

        var person = await ReadAsync(reader, $"people/{jane}");

        Assert.Equal("Jane Doe", person.GetProperty("name").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (person.GetProperty("mail").ValueKind, person.GetProperty("identities").ValueKind));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("/api/v1/people/suggestions", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/api/v1/people", new { name = "X" }, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":""}""", HttpStatusCode.BadRequest, "no-name")]
    [InlineData("""{"name":"A","mail":"nonsense"}""", HttpStatusCode.BadRequest, "bad-mail")]
    [InlineData("""{"name":"A","salary":1}""", HttpStatusCode.BadRequest, "")]
    [InlineData("""{"mail":"a@b.example"}""", HttpStatusCode.BadRequest, "")]
    [InlineData("""{"name":"A","mail":"jane@corp.example"}""", HttpStatusCode.Conflict, "mail-taken")]
    public async Task Person_GivenBadly_IsRefusedWithACode(string body, HttpStatusCode status, string code)
    {
        await using var server = await RunningServer.StartAsync();
        using var writer = await ClientAsync(server, Scopes.CatalogWrite, Scopes.CatalogRead);
        await ChangedAsync(writer, "people", new { name = "Jane Doe", mail = "jane@corp.example" });

        var answer = await writer.PostAsync("/api/v1/people", new StringContent(body, MediaTypeHeaderValue.Parse("application/json")), Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(1, (await ReadAsync(writer, "people")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Attributes_WrittenByProgramAndPage_AreSeenByThoseWhoKeepTheDirectoryAndGoAlongInAMerge()
    {
        await using var server = await RunningServer.StartAsync();
        using var writer = await ClientAsync(server, Scopes.CatalogWrite, Scopes.CatalogRead);
        using var reader = await ClientAsync(server, Scopes.CatalogRead);
        using var owner = await server.BrowseAsOwnerAsync();
        var (jane, john) = (await ChangedAsync(writer, "people", new { name = "Jane Doe" }), await ChangedAsync(writer, "people", new { name = "Jane D" }));

        Assert.Equal(HttpStatusCode.OK, (await writer.PutAsJsonAsync($"/api/v1/people/{john}/attributes", new { site = " Lyon ", hiredOn = "2024-03-01" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.PutAsJsonAsync($"/api/v1/people/{john}/attributes", new { hiredOn = "1492-08-03" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await writer.PutAsJsonAsync("/api/v1/people/4711/attributes", new { site = "Lyon" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PutAsJsonAsync($"/api/v1/people/{john}/attributes", new { site = "Oslo" }, Stop)).StatusCode);
        Assert.Equal("Lyon", (await ReadAsync(writer, $"people/{john}")).GetProperty("site").GetString());
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(reader, $"people/{john}")).GetProperty("site").ValueKind);

        var saved = await owner.SubmitAsync($"/people/{jane}", "attributes", ("Site", "Berlin"), ("HiredOn", ""));
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Contains("<dd>Berlin</dd>", (await owner.OpenAsync($"/people/{jane}")).Body, StringComparison.Ordinal);
        Assert.Contains("A site has at most 100", (await owner.SubmitAsync($"/people/{jane}", "attributes", ("Site", new string('x', 101)), ("HiredOn", ""))).Body, StringComparison.Ordinal);

        // Who stays keeps their own site, and gets the day that only the other one had.
        await ChangedAsync(writer, $"people/{jane}/merge", new { other = int.Parse(john, System.Globalization.CultureInfo.InvariantCulture) });
        var merged = await ReadAsync(writer, $"people/{jane}");
        Assert.Equal(("Berlin", "2024-03-01"), (merged.GetProperty("site").GetString(), merged.GetProperty("hiredOn").GetString()));
    }

    private static async Task<HttpClient> ClientAsync(RunningServer server, params string[] scopes)
    {
        var answer = await server.Get<Keys>().AddAsync(new KeyRequest(Guid.NewGuid().ToString("N")[..12], scopes, null), Caller.Host, Stop);
        return new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", answer.Text) } };
    }

    private static async Task<string> ChangedAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("id").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/{path}", Stop));
        return json.RootElement.Clone();
    }
}
