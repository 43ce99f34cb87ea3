using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Duet.Platform.Local;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Cli;

/// <summary>
/// The server of a data directory, as a verb asks it: the one that runs, by HTTP with the token it left in the directory; or
/// one of the verb's own, through memory, on the same files; or a server elsewhere, with a key.
/// </summary>
internal sealed class HostConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HttpClient client;
    private readonly WebApplication? own;

    private HostConnection(HttpClient client, string authorization, WebApplication? own)
    {
        (this.client, this.own) = (client, own);
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
    }

    /// <summary>True where a server that runs is asked.</summary>
    public bool IsBesideServer => own is null;

    /// <param name="data">The data directory; made where it is missing.</param>
    /// <param name="records">A PostgreSQL connection string for the records, where no server runs.</param>
    public static async Task<HostConnection> OpenAsync(string data, string? records, CancellationToken cancellationToken)
    {
        if (ServerFile.Read(Path.GetFullPath(data)) is { } file && await FindAsync(file, cancellationToken) is { } running)
            return running;
        var app = await Server.BuildAsync(new ServerOptions { DataFolder = data, Records = records, Listens = false, Configure = Quiet }, cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
            var handler = app.Services.GetRequiredService<MemoryServer>().CreateHandler();
            return new HostConnection(new HttpClient(handler) { BaseAddress = new Uri("http://localhost") }, HostToken.HeaderStart + app.Services.GetRequiredService<HostToken>().Text, app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A server elsewhere, asked with a key.</summary>
    public static HostConnection At(Uri address, string key)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience };
        return new HostConnection(new HttpClient(handler) { BaseAddress = address }, "Bearer " + key, null);
    }

    /// <summary>The answer's JSON.</summary>
    /// <exception cref="VerbException">The server refused, with what it said.</exception>
    public async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException lost)
        {
            throw new VerbException(ExitCodes.ServerFailed, $"The server stopped answering: {lost.Message}", "See what it wrote, and try again.");
        }
        using (answer)
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
                : throw await RefusalAsync(answer, cancellationToken);
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (own is null)
            return;
        await own.StopAsync();
        await own.DisposeAsync();
    }

    // Null where nobody answers, or somebody else: a server that was killed leaves its file, and its address may be another's now.
    private static async Task<HostConnection?> FindAsync(ServerFile file, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(file.Address, UriKind.Absolute, out var address))
            return null;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = Patience };
        var connection = new HostConnection(new HttpClient(handler) { BaseAddress = address }, HostToken.HeaderStart + file.Token, null);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var answer = await connection.client.GetFromJsonAsync<RunningProcess>(LocalApi.Path, patience.Token);
            if (answer?.ProcessId == file.ProcessId)
                return connection;
        }
        catch (Exception nobody) when (nobody is HttpRequestException or JsonException or NotSupportedException
            || (nobody is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Then the files are opened; should a server hold them after all, that says so.
        }
        await connection.DisposeAsync();
        return null;
    }

    private static async Task<VerbException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var code = answer.StatusCode switch
        {
            HttpStatusCode.NotFound => ExitCodes.NotFound,
            >= HttpStatusCode.InternalServerError => ExitCodes.ServerFailed,
            _ => ExitCodes.BadInput,
        };
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken);
            return new VerbException(code, problem?.Detail ?? $"The server answered {(int)answer.StatusCode}.", HintOf(problem));
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return new VerbException(code, $"The server answered {(int)answer.StatusCode}.");
        }
    }

    // Where several things are wrong, the first is the message; the others follow it, a line each.
    private static string HintOf(ProblemDetails? problem)
    {
        var hint = problem?.Extensions.TryGetValue(Problems.Hint, out var said) == true ? said?.ToString() ?? "" : "";
        return problem?.Extensions.TryGetValue("problems", out var others) == true && others is JsonElement { ValueKind: JsonValueKind.Array } list
            ? string.Join($"{Environment.NewLine}  ", list.EnumerateArray().Skip(1)
                .Select(other => $"{other.GetProperty("file").GetString()}:{other.GetProperty("line")}: {other.GetProperty("says").GetString()}").Append(hint))
            : hint;
    }

    // What a verb's own server has to say would stand between the verb's lines.
    private static void Quiet(IServiceCollection services) => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error).AddFilter("Duet", LogLevel.Error));
}
