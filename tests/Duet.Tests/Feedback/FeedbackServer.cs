using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using IPNetwork = System.Net.IPNetwork;

namespace Duet.Tests.Feedback;

/// <summary>One running server for a class of tests, with a key that sends and reads voices.</summary>
public sealed class FeedbackServer : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private int addresses;

    internal RunningServer Server { get; private set; } = null!;
    internal HttpClient Client { get; private set; } = null!;
    internal string Key { get; private set; } = null!;
    internal string Folder => folder.Path;
    internal IVoices Voices => Server.Get<IVoices>();

    public async ValueTask InitializeAsync()
    {
        // Requests say themselves from which address they come: limits are by address.
        Server = await RunningServer.StartAsync(options => options with { DataFolder = folder.Path, Proxies = [IPNetwork.Parse("127.0.0.0/8")] });
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Server.Address };
        Key = (await Server.Get<Keys>().AddAsync(new KeyRequest("voices", [Scopes.FeedbackWrite, Scopes.FeedbackRead]), Caller.Host, TestContext.Current.CancellationToken)).Text!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }

    internal async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, bool byKey = false, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (byKey)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal Task<Answer> PostJsonAsync(string path, string json, Action<HttpRequestMessage>? change = null) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), byKey: true, change);

    /// <summary>Opens a page as somebody outside.</summary>
    internal Task<Answer> OpenAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Sends a form as somebody outside, from an address of their own unless one is given.</summary>
    internal Task<Answer> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, string? address = null, string browser = "Test") => SendAsync(
        HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), change: request =>
        {
            var next = Interlocked.Increment(ref addresses);
            request.Headers.Add("X-Forwarded-For", address ?? $"198.51.{next / 250}.{1 + next % 250}");
            request.Headers.TryAddWithoutValidation("User-Agent", browser);
        });

    internal async Task<Board> BoardAsync(string slug, bool reviewFirst = false, bool isPublic = true, params string[] origins) =>
        (await AllAsync<Board>()).SingleOrDefault(board => board.Slug == slug)
        ?? await AddAsync(new Board { Slug = slug, Name = slug, IsPublic = isPublic, ReviewFirst = reviewFirst, EmbedOrigins = [.. origins] });

    /// <summary>A post on a board on which posts are shown at once.</summary>
    internal async Task<(Board Board, int Voice)> PostedAsync(string slug, string title, string body = "")
    {
        var board = await BoardAsync(slug);
        var answer = await PostAsync($"/portal/{slug}", [("title", title), ("body", body)]);
        Assert.True(answer.Status == HttpStatusCode.SeeOther, answer.Body);
        return (board, int.Parse(answer.Location!.Split('/')[^1].Split('?')[0], CultureInfo.InvariantCulture));
    }

    internal async Task<T> AddAsync<T>(T row) where T : class
    {
        await using var db = Server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        db.Add(row);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return row;
    }

    internal async Task<IReadOnlyList<T>> AllAsync<T>() where T : class
    {
        await using var db = Server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        return await db.Set<T>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
