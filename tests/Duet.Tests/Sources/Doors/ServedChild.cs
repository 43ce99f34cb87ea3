using System.Diagnostics;
using Duet.Platform;
using Duet.Platform.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Sources.Doors;

/// <summary>
/// The server in a process of its own, so that it can be killed: the program itself, or this test program, asked for the one
/// explicit test below, with a journal that says yes before it has written.
/// </summary>
public sealed class ServedChild
{
    private const string Folder = "DUET_TEST_FOLDER";
    private const string Port = "DUET_TEST_PORT";

    [Fact(Explicit = true)]
    public async Task Server_InAChildProcess_IsForOtherTestsToStart()
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(folder is null, $"Started by {nameof(DoorKillTests)} only.");
        await using var server = await RunningServer.StartAsync(
            options => options with
            {
                Urls = $"http://127.0.0.1:{Environment.GetEnvironmentVariable(Port)}",
                Configure = services => services.AddSingleton<IJournal>(provider => new HastyJournal(provider.GetRequiredService<DeliveryJournal>())),
            },
            folder);
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the server and waits until it can serve.</summary>
    internal static async Task<Process> StartAsync(string folder, int port, bool isHasty, CancellationToken cancellationToken)
    {
        var process = Process.Start(isHasty ? Hasty(folder, port) : Real(folder, port))!;
        // Nobody reads it: a full pipe would stop the child.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var watch = Stopwatch.StartNew(); ;)
        {
            Assert.False(process.HasExited, "The server ended by itself.");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "The server did not start within a minute.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return process;
            }
            catch (HttpRequestException)
            {
            }
            await Task.Delay(20, cancellationToken);
        }
    }

    private static ProcessStartInfo Real(string folder, int port) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "duet.dll"), "serve", "--data", folder, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static ProcessStartInfo Hasty(string folder, int port)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(ServedChild).Assembly.Location);
        foreach (var argument in (string[])["-explicit", "only", "-method", $"{typeof(ServedChild).FullName}.{nameof(Server_InAChildProcess_IsForOtherTestsToStart)}", "-noColor"])
            start.ArgumentList.Add(argument);
        start.Environment[Folder] = folder;
        start.Environment[Port] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return start;
    }

    /// <summary>The fault that the kill test must see: acknowledged before it is written, a moment later.</summary>
    private sealed class HastyJournal(DeliveryJournal journal) : IJournal
    {
        public string? RefusesNow => journal.RefusesNow;

        public ValueTask<Receipt> AcceptAsync(RawDelivery delivery, CancellationToken cancellationToken)
        {
            _ = LaterAsync(delivery);
            return ValueTask.FromResult(new Receipt(ReceiptKind.Kept, null, null, [.. delivery.Items.Select(_ => new ItemVerdict(ItemOutcome.Accepted, null))]));
        }

        public void Refused(string door, string source, string reason) => journal.Refused(door, source, reason);

        public Task<IReadOnlyList<Balance>> BalancesAsync(CancellationToken cancellationToken) => journal.BalancesAsync(cancellationToken);

        private async Task LaterAsync(RawDelivery delivery)
        {
            await Task.Delay(20);
            await journal.AcceptAsync(delivery, CancellationToken.None);
        }
    }
}
