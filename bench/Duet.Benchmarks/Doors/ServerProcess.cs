using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Duet.Cli;

namespace Duet.Benchmarks.Doors;

/// <summary>The program itself, as a user starts it, on a data directory of its own, with keys that may send and read.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly DirectoryInfo data;
    private readonly Process process;

    private ServerProcess(DirectoryInfo data, Process process, IReadOnlyList<string> keys, int port)
    {
        (this.data, this.process, Keys, Port) = (data, process, keys, port);
        Reader = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        if (keys.Count > 0)
            Reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys[0]);
    }

    public IReadOnlyList<string> Keys { get; }
    public int Port { get; }

    /// <summary>What a profiler is given.</summary>
    public int Id => process.Id;
    public HttpClient Reader { get; }

    /// <summary>Processor seconds since it began.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<ServerProcess> StartAsync(int port, int keys)
    {
        var data = Directory.CreateTempSubdirectory("duet-doors-");
        List<string> texts = [];
        for (var i = 0; i < keys; i++)
        {
            var key = new StringWriter(CultureInfo.InvariantCulture);
            await Verbs.RunAsync(["key", "add", $"bench{i}", "--scope", "events:write", "--scope", "metrics:read", "--scope", "definitions:read", "--data", data.FullName], key, Console.Error);
            texts.Add(key.ToString().Trim());
        }
        return await StartAsync(port, data, null, texts);
    }

    /// <summary>On a data directory that is there, with its records in PostgreSQL where a connection is given; its end leaves them.</summary>
    public static Task<ServerProcess> StartAsync(int port, DirectoryInfo data, string? records) => StartAsync(port, data, records, []);

    private static async Task<ServerProcess> StartAsync(int port, DirectoryInfo data, string? records, IReadOnlyList<string> keys)
    {
        var program = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "duet.dll"), "serve", "--data", data.FullName, "--urls", $"http://127.0.0.1:{port}", .. records is null ? Array.Empty<string>() : ["--records", records]])
        {
            RedirectStandardOutput = true,
        })!;
        var server = new ServerProcess(data, program, keys, port);
        while (!await server.IsReadyAsync())
            await Task.Delay(50);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        // Made here for the keys; what was given belongs to the giver.
        if (Keys.Count > 0)
            data.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Reader.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
