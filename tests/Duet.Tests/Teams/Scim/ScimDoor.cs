using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Duet.Access;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Teams.Scim;

/// <summary>A running server and an identity provider with a key of its own.</summary>
internal sealed class ScimDoor : IAsyncDisposable
{
    private readonly HttpClient client;

    private ScimDoor(RunningServer server, string key, FakeTimeProvider time)
    {
        (Server, Time) = (server, time);
        client = new HttpClient { BaseAddress = new Uri(server.Address, "/scim/v2/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public RunningServer Server { get; }
    public FakeTimeProvider Time { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ScimDoor> OpenAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        var server = await RunningServer.StartAsync(options => options with { Time = time });
        var key = await server.Get<Keys>().AddAsync(new KeyRequest("provider", [Scopes.Scim]), Caller.Host, Stop);
        return new ScimDoor(server, key.Text!, time);
    }

    public async Task<ScimReply> SendAsync(string method, string path, string? body = null, string? version = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        if (version is not null)
            request.Headers.TryAddWithoutValidation(method == "GET" ? "If-None-Match" : "If-Match", version);
        using var response = await client.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        return new ScimReply(
            response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!.AsObject(), response.Headers.ETag?.ToString(),
            response.Headers.Location?.ToString(), response.Content.Headers.ContentType?.MediaType);
    }

    public Task<ScimReply> GetAsync(string path) => SendAsync("GET", path);

    public async Task<string> UserAsync(string userName, string more = "") =>
        (await SendAsync("POST", "Users", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{userName}}","displayName":"{{userName}}"{{more}}}""")).Id;

    public async Task<string> GroupAsync(string name, params string[] members) =>
        (await SendAsync("POST", "Groups", $$"""{"displayName":"{{name}}","members":[{{string.Join(',', members.Select(member => $$"""{"value":"{{member}}"}"""))}}]}""")).Id;

    /// <summary>A change with one operation.</summary>
    public Task<ScimReply> PatchAsync(string path, string operation) => SendAsync(
        "PATCH", path, $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""");

    public async Task<IReadOnlyList<T>> AllAsync<T>() where T : class
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<T>().AsNoTracking().ToListAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}

internal sealed record ScimReply(HttpStatusCode Status, JsonObject Body, string? Version, string? Location, string? ContentType)
{
    public string Id => Body["id"]!.GetValue<string>();
    public int Total => Body["totalResults"]!.GetValue<int>();
    public JsonObject First => Body["Resources"]![0]!.AsObject();

    public string? Text(string name) => Body[name]?.GetValue<string>();
}
