using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform;
using Duet.Platform.Journal;
using Duet.Platform.Records;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Sources.Doors;

/// <summary>
/// The server is killed under load, over and over: everything acknowledged is there afterwards, once. DUET_KILLS says how often
/// (10, for a hundred ask for them).
/// </summary>
[Trait("speed", "slow")]
public sealed class DoorKillTests
{
    private const int Senders = 12;
    private const int Batch = 20;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("DUET_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acknowledged_KilledOverAndOver_IsStoredOnce()
    {
        using var run = await RunAsync(Kills, isHasty: false);

        var (lost, doubled) = await CountAsync(run);

        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Kills} kills, {run.Acknowledged.Count} acknowledged, {lost} lost, {doubled} doubled");
        Assert.True(run.Acknowledged.Count > 20 * run.Kills, $"Only {run.Acknowledged.Count} messages were acknowledged.");
        Assert.Equal((0, 0), (lost, doubled));
    }

    [Fact]
    public async Task Acknowledged_BeforeItIsWritten_IsFoundLost()
    {
        using var run = await RunAsync(3, isHasty: true);

        var (lost, _) = await CountAsync(run);

        Assert.True(lost > 0, "The test does not see what it is there for.");
    }

    private static async Task<Run> RunAsync(int kills, bool isHasty)
    {
        var run = new Run(kills, FreePort());
        var records = RecordsStore.At(DataDirectory.Open(run.Folder.Path).RecordsFile, null);
        await records.MigrateAsync(Stop);
        var keys = new Keys(records, records.Changes, new Audit(records, TimeProvider.System), () => Matrix.Standard, TimeProvider.System);
        run.Key = (await keys.AddAsync(new KeyRequest("sender", [Scopes.EventsWrite]), Caller.Host, Stop)).Text!;
        var chance = new Random(7);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task[] sending = [];
        for (var kill = 0; kill < kills; kill++)
        {
            using var server = await ServedChild.StartAsync(run.Folder.Path, run.Port, isHasty, Stop);
            if (kill == 0)
                sending = [.. Enumerable.Range(0, Senders).Select(sender => SendAsync(run, sender, end.Token))];
            await Task.Delay(chance.Next(50, 600), Stop);
            server.Kill();
            await server.WaitForExitAsync(Stop);
        }
        await end.CancelAsync();
        await Task.WhenAll(sending);
        return run;
    }

    /// <summary>A sender as the guide asks for: what was not acknowledged is sent again, as it was.</summary>
    private static async Task SendAsync(Run run, int sender, CancellationToken end)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{run.Port}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", run.Key);
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            string[] ids = [.. Enumerable.Range(0, sender % 2 == 0 ? 1 : Batch).Select(item => string.Create(CultureInfo.InvariantCulture, $"{sender}-{number}-{item}"))];
            var body = ids.Length == 1 ? Messages.Deployment(ids[0]) : Messages.Batch(ids.Select(id => Messages.Deployment(id)));
            foreach (var id in ids)
                run.Sent[id] = true;
            while (!await IsAcknowledgedAsync(client, body, end) && !end.IsCancellationRequested)
                await Task.Delay(10, CancellationToken.None);
            if (end.IsCancellationRequested)
                return;
            foreach (var id in ids)
                run.Acknowledged[id] = true;
        }
    }

    private static async Task<bool> IsAcknowledgedAsync(HttpClient client, string body, CancellationToken end)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/api/v1/deployments", UriKind.Relative), content, end);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<(int Lost, long Doubled)> CountAsync(Run run)
    {
        await using var server = await RunningServer.StartAsync(dataFolder: run.Folder.Path);
        var facts = server.Get<IFactStore>();
        var journal = server.Get<IJournal>();
        Balance balance;
        long rows;
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50, Stop))
        {
            balance = Assert.Single(await journal.BalancesAsync(Stop));
            rows = (await facts.ReadAsync(new FactSql("SELECT count(*) FROM deployment"), row => row.GetInt64(0), Stop))[0];
            if (balance.Pending == 0 && rows >= balance.Mapped)
                break;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"Not at rest: {balance}, {rows} rows");
        }
        Assert.True(balance.Holds, $"{balance}");
        var stored = (await facts.ReadAsync(new FactSql("SELECT key FROM deployment"), row => row.GetString(0), Stop)).ToHashSet();
        Assert.Empty(stored.Except(run.Sent.Keys));
        // Taken twice under one id, or two rows of one id.
        var doubled = balance.Mapped - stored.Count + (rows - stored.Count);
        return (run.Acknowledged.Keys.Count(id => !stored.Contains(id)), doubled);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Run(int kills, int port) : IDisposable
    {
        public int Kills => kills;
        public int Port => port;
        public string Key { get; set; } = "";
        public TemporaryFolder Folder { get; } = new();
        public ConcurrentDictionary<string, bool> Sent { get; } = new(StringComparer.Ordinal);
        public ConcurrentDictionary<string, bool> Acknowledged { get; } = new(StringComparer.Ordinal);

        public void Dispose() => Folder.Dispose();
    }
}
