using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Engine.Tests.Facts;

/// <summary>A second process on the file, and one that is killed while it writes. The second process is this program, told to run one test.</summary>
public sealed class FactCrashTests : IDisposable
{
    private const string FileVariable = "DUET_TEST_FACTS";
    private const int RowsPerBatch = 40_000;

    private readonly TempFolder folder = new();

    private string Path => folder.File("facts.db");
    private string Acknowledged => folder.File("acknowledged");

    public void Dispose() => folder.Dispose();

    [Xunit.Fact]
    [Trait("speed", "slow")]
    public async Task Write_ProcessKilledAgainAndAgain_LosesNothingAcknowledgedAndTearsNoBatch()
    {
        var inTheMidst = 0;
        for (var kill = 0; kill < 4; kill++)
        {
            using (var child = StartWriter())
            {
                await UntilAsync(child, () => AcknowledgedBatches().Length > kill * 2);
                await Task.Delay(60 + (kill * 70), TestContext.Current.CancellationToken);
                child.Kill();
                await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            await using var store = await Sample.StoreAsync(Path);
            var applied = await store.TextsAsync("SELECT batch_id FROM ledger");
            var lost = AcknowledgedBatches().Except(applied);
            var rows = await store.TextsAsync("SELECT count(*), count(DISTINCT title) FROM change");
            var torn = await store.TextsAsync($"SELECT title FROM change GROUP BY title HAVING count(*) <> {RowsPerBatch}");
            var cursor = await store.CursorAsync("git", TestContext.Current.CancellationToken);

            Assert.Empty(lost);
            Assert.Empty(torn);
            Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"{applied.Length * RowsPerBatch} {applied.Length}")], rows);
            Assert.Contains(cursor, applied);

            var begun = await File.ReadAllTextAsync(folder.File("begun"), TestContext.Current.CancellationToken);
            if (Array.IndexOf(applied, begun) < 0) inTheMidst++;
        }
        Assert.True(inTheMidst > 0, "no kill hit a batch that was being written: the test proves nothing");
    }

    [Xunit.Fact]
    public async Task Open_FileAnotherProcessHasOpen_NamesTheProcess()
    {
        using var child = StartWriter();
        try
        {
            await UntilAsync(child, () => AcknowledgedBatches().Length > 0);

            var error = await Assert.ThrowsAsync<FactStoreException>(() => Sample.StoreAsync(Path));

            Assert.Equal(FactStoreFault.InUse, error.Fault);
            Assert.Contains($"PID {child.Id}", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Xunit.Fact]
    [Trait("speed", "slow")]
    public async Task Write_DiskFull_SaysSoAndKeepsWhatWasAcknowledged()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash to limit the size of files");
        // A limit on file size stands in for a full disk; the signal that comes with it is ignored.
        using (var child = StartWriter("/bin/bash", "-c", "trap '' XFSZ; ulimit -f 16000; exec \"$0\" \"$@\"", Environment.ProcessPath!))
        {
            await UntilAsync(child, () => File.Exists(folder.File("failed")));
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.StartsWith(nameof(FactStoreFault.DiskFull), await File.ReadAllTextAsync(folder.File("failed"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var store = await Sample.StoreAsync(Path);
        var applied = await store.TextsAsync("SELECT batch_id FROM ledger");
        Assert.NotEmpty(applied);
        Assert.Equal(AcknowledgedBatches().Order(), applied.Order());
        Assert.Empty(await store.TextsAsync($"SELECT title FROM change GROUP BY title HAVING count(*) <> {RowsPerBatch}"));
    }

    /// <summary>The child: writes big batches until it is killed or fails, and notes each that was acknowledged.</summary>
    [Xunit.Fact(Explicit = true)]
    public async Task Child_WritesUntilItIsKilled()
    {
        var path = Environment.GetEnvironmentVariable(FileVariable);
        Assert.SkipWhen(path is null, "run by the tests of this class only");
        var begun = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "begun");
        var acknowledged = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "acknowledged");

        await using var store = await Sample.StoreAsync(path);
        while (true)
        {
            var id = Guid.NewGuid().ToString("N");
            ChangeFact[] rows = [.. Enumerable.Range(0, RowsPerBatch).Select(i => Sample.Change($"{id}-{i}", id))];
            await File.WriteAllTextAsync(begun, id, TestContext.Current.CancellationToken);
            try
            {
                await store.PutAsync(new FactBatch(id, "git") { Cursor = id }.Upsert(rows));
            }
            catch (FactStoreException error)
            {
                await File.WriteAllTextAsync(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "failed"), $"{error.Fault} {error.InnerException}", TestContext.Current.CancellationToken);
                return;
            }
            await File.AppendAllTextAsync(acknowledged, id + "\n", TestContext.Current.CancellationToken);
        }
    }

    private Process StartWriter(params string[] through)
    {
        Assert.SkipUnless(Environment.ProcessPath is { } own && !own.EndsWith("dotnet", StringComparison.Ordinal), "needs the test program as an executable");
        string[] arguments = ["-explicit", "only", "-method", $"{typeof(FactCrashTests).FullName}.{nameof(Child_WritesUntilItIsKilled)}"];
        var start = new ProcessStartInfo(through is [var shell, ..] ? shell : Environment.ProcessPath!, [.. through.Skip(1), .. arguments])
        {
            Environment = { [FileVariable] = Path },
            RedirectStandardOutput = true,
        };
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        return child;
    }

    private string[] AcknowledgedBatches() => File.Exists(Acknowledged) ? [.. File.ReadAllText(Acknowledged).Split('\n')[..^1]] : [];

    private static async Task UntilAsync(Process child, Func<bool> reached)
    {
        var watch = Stopwatch.StartNew();
        while (!reached())
        {
            Assert.False(child.HasExited, "the writing process ended by itself");
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "the writing process does not get going");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
