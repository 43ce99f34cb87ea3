using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Journal;
using Duet.Sources.Doors;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Sources.Doors;

/// <summary>A server, a key that may send, and a client that sends over real HTTP.</summary>
internal sealed class DoorBench : IAsyncDisposable
{
    private readonly HttpClient client;

    private DoorBench(RunningServer server, string key)
    {
        (Server, Key) = (server, key);
        client = new HttpClient { BaseAddress = server.Address };
    }

    public RunningServer Server { get; }
    public string Key { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<DoorBench> StartAsync(Func<DoorLimits, DoorLimits>? limits = null, Action<IServiceCollection>? configure = null)
    {
        var server = await RunningServer.StartAsync(options => options with
        {
            Configure = services =>
            {
                if (limits is not null)
                    services.AddSingleton(limits(new DoorLimits()));
                configure?.Invoke(services);
            },
        });
        return new DoorBench(server, await AddKeyAsync(server, "sender", Scopes.EventsWrite, Scopes.MetricsRead, Scopes.FeedbackWrite));
    }

    public static async Task<string> AddKeyAsync(RunningServer server, string name, params string[] scopes) =>
        (await server.Get<Keys>().AddAsync(new KeyRequest(name, scopes), Caller.Host, Stop)).Text!;

    public Task<DoorReply> SendAsync(string path, string json) => SendAsync(path, Encoding.UTF8.GetBytes(json));

    public async Task<DoorReply> SendAsync(string path, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        change?.Invoke(request);
        using var response = await client.SendAsync(request, Stop);
        return await DoorReply.OfAsync(response);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var response = await client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;
    }

    /// <summary>Rows of the facts, as soon as there are so many: what is mapped is written a moment later.</summary>
    public async Task<IReadOnlyList<T>> FactsAsync<T>(string sql, Func<DbDataReader, T> read, int count = 1)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var rows = await Server.Get<IFactStore>().ReadAsync(new FactSql(sql), read, Stop);
            if (rows.Count >= count)
                return rows;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"There are only {rows.Count} rows.");
            await Task.Delay(20, Stop);
        }
    }

    public async Task<IReadOnlyList<Balance>> BalancesAsync() => await Server.Get<IJournal>().BalancesAsync(Stop);

    /// <summary>What holds after every request, however bad: nothing is lost, and the server goes on.</summary>
    public async Task AssertSoundAsync()
    {
        using (var health = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop))
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var balances = await BalancesAsync();
            if (balances.All(balance => balance is { Holds: true, InFlight: 0, Pending: 0 }))
                return;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"Not at rest, or out of balance: {string.Join("; ", balances)}");
            await Task.Delay(20, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>What a door answered.</summary>
internal sealed record DoorReply(HttpStatusCode Status, string? ContentType, JsonElement Body, TimeSpan? RetryAfter)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;
    public string Hint => Body.TryGetProperty("hint", out var hint) ? hint.GetString()! : "";

    public static async Task<DoorReply> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new DoorReply(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType,
            text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, response.Headers.RetryAfter?.Delta);
    }

    public void AssertRefused(HttpStatusCode status, string code)
    {
        Assert.Equal((status, code), (Status, Code));
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal((int)status, Body.GetProperty("status").GetInt32());
    }

    public int Count(string name) => Body.GetProperty(name).GetInt32();
}
