using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Teams.Imports;

/// <summary>A running server and a program with a key that may import.</summary>
internal sealed class ImportDoor : IAsyncDisposable
{
    private readonly HttpClient client;

    private ImportDoor(RunningServer server, string key, FakeTimeProvider time)
    {
        (Server, Key, Time) = (server, key, time);
        client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public RunningServer Server { get; }
    public string Key { get; }
    public FakeTimeProvider Time { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ImportDoor> OpenAsync(string? dataFolder = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        var server = await RunningServer.StartAsync(options => options with { Time = time }, dataFolder);
        var key = await server.Get<Keys>().AddAsync(new KeyRequest($"import-{Guid.NewGuid():N}", [Scopes.CatalogWrite]), Caller.Host, Stop);
        return new ImportDoor(server, key.Text!, time);
    }

    public Task<ImportAnswer> SendAsync(string text, string query = "", string type = "text/csv") =>
        SendAsync(Encoding.UTF8.GetBytes(text), query, type);

    public Task<ImportAnswer> SendAsync(byte[] body, string query = "", string type = "text/csv")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return SendAsync(content, query);
    }

    public Task<ImportAnswer> SendAsync(params (string Name, string Text)[] files) => SendAsync(Form(files), "");

    public async Task<ImportAnswer> SendAsync(HttpContent content, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/organisation/import" + query) { Content = content };
        using var response = await client.SendAsync(request, Stop);
        return new ImportAnswer(response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    public async Task<string> ExportAsync() => await client.GetStringAsync("/api/v1/organisation/people.csv", Stop);

    public async Task<IReadOnlyList<T>> AllAsync<T>() where T : class
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<T>().AsNoTracking().ToListAsync(Stop);
    }

    public static MultipartFormDataContent Form(params (string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, text) in files)
            form.Add(new StringContent(text), "file", name);
        return form;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}

internal sealed record ImportAnswer(HttpStatusCode Status, JsonElement Body)
{
    public string? Code => Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public int this[string number] => Body.GetProperty(number).GetInt32();

    public string Text(string name) => Body.GetProperty(name).GetString()!;

    /// <summary>The lines that problems or notes are at.</summary>
    public IEnumerable<(string Code, int Line, string? Column)> Notes(string member) => Body.GetProperty(member).EnumerateArray()
        .Select(note => (note.GetProperty("code").GetString()!, note.GetProperty("line").GetInt32(), note.GetProperty("column").GetString()));
}
