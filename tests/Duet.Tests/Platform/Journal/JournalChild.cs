using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Facts.DuckDb;
using Duet.Platform.Journal;
using Duet.Platform.Journal.Projection;
using Duet.Platform.Journal.Retaining;
using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Tests.Platform.Journal;

/// <summary>
/// A journal under load in a process of its own, so that it can be killed: this test program, asked for the one explicit test
/// below. It tells on its standard output what was acknowledged.
/// </summary>
public sealed class JournalChild
{
    private const string Folder = "DUET_TEST_JOURNAL";
    private const string First = "DUET_TEST_FIRST";
    private const string Mutated = "DUET_TEST_ACKNOWLEDGE_FIRST";
    private const string Begun = "journal open";
    private const string Acknowledged = "ack ";
    private const int Senders = 8;
    // What the child before did not acknowledge is sent again, as senders do.
    private const int SentAgain = 60;

    [Xunit.Fact(Explicit = true)]
    public async Task Journal_InAChildProcess_IsForOtherTestsToStart()
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(folder is null, $"Started by {nameof(JournalKillTests)} only.");
        var journal = Open(folder);
        await using var facts = await DuckDbFactStore.OpenAsync(Path.Combine(folder, "facts.duckdb"), cancellationToken: TestContext.Current.CancellationToken);
        var (options, clock) = (new ProjectionOptions { Pace = TimeSpan.FromMilliseconds(20) }, TimeProvider.System);
        using var feed = new JournalFeed(journal, new Archive(Path.Combine(folder, "archive")));
        using var projector = new Projector(journal, feed, facts, new MapFence([new LineMap()], options), options, clock, new TestLog<Projector>());
        await projector.StartingAsync(TestContext.Current.CancellationToken);
        await projector.StartAsync(TestContext.Current.CancellationToken);

        IJournal door = Environment.GetEnvironmentVariable(Mutated) is null ? journal : new AcknowledgeFirst(journal);
        var next = Math.Max(0, int.Parse(Environment.GetEnvironmentVariable(First)!, CultureInfo.InvariantCulture) - SentAgain);
        Tell(Begun);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                var receipt = await door.AcceptAsync(Delivery(number), TestContext.Current.CancellationToken);
                if (receipt.Kind != ReceiptKind.Refused) Tell(string.Create(CultureInfo.InvariantCulture, $"{Acknowledged}{number}"));
            }
        })));
    }

    internal static DeliveryJournal Open(string folder) => new(
        new SqliteJournalStore(Path.Combine(folder, "journal"), new JournalOptions()), new JournalOptions(), TimeProvider.System, new TestLog<DeliveryJournal>());

    internal static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"d{number}");

    /// <summary>Starts a child and waits until it begins.</summary>
    internal static Process Start(string folder, int first, bool acknowledgeFirst)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(JournalChild).Assembly.Location);
        foreach (var argument in (string[])["-explicit", "only", "-method", $"{typeof(JournalChild).FullName}.{nameof(Journal_InAChildProcess_IsForOtherTestsToStart)}", "-noColor"])
            start.ArgumentList.Add(argument);
        start.Environment[Folder] = folder;
        start.Environment[First] = first.ToString(CultureInfo.InvariantCulture);
        if (acknowledgeFirst) start.Environment[Mutated] = "1";
        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains(Begun, StringComparison.Ordinal)) return process;
        }
        throw new InvalidOperationException("The child did not begin: " + process.StandardError.ReadToEnd());
    }

    /// <summary>All that a child acknowledged until it ended.</summary>
    internal static async Task<IReadOnlyList<int>> AcknowledgedAsync(Process child)
    {
        List<int> numbers = [];
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The last line may be cut: it is not taken for an acknowledgement of another number.
            if (line.StartsWith(Acknowledged, StringComparison.Ordinal) && line.EndsWith('.'))
                numbers.Add(int.Parse(line.AsSpan(Acknowledged.Length, line.Length - Acknowledged.Length - 1), CultureInfo.InvariantCulture));
        }
        return numbers;
    }

    private static RawDelivery Delivery(int number) =>
        JournalFixture.Of(Id(number), [.. Enumerable.Range(0, 1 + (number % 5)).Select(item => string.Create(CultureInfo.InvariantCulture, $"{number}.{item}=prod"))]);

    private static void Tell(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line + ".");
            Console.Out.Flush();
        }
    }
}
