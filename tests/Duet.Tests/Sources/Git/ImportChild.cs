using System.Diagnostics;

namespace Duet.Tests.Sources.Git;

/// <summary>
/// An import in a process of its own, so that it can be killed. The process is this test program, asked for the one explicit
/// test below; what to import stands in its environment.
/// </summary>
public sealed class ImportChild
{
    private const string Location = "DUET_TEST_LOCATION";
    private const string Store = "DUET_TEST_STORE";
    private const string Begun = "import begins";

    [Fact(Explicit = true)]
    public async Task Import_InAChildProcess_IsForOtherTestsToStart()
    {
        var location = Environment.GetEnvironmentVariable(Location);
        Assert.SkipWhen(location is null, $"Started by {nameof(GitSourceKillTests)} only.");
        await using var run = await GitImportRun.OpenAsync(Environment.GetEnvironmentVariable(Store));
        Console.Out.WriteLine(Begun);
        await Console.Out.FlushAsync(TestContext.Current.CancellationToken);
        await run.ImportAsync(location);
    }

    /// <summary>Starts the child and waits until its import begins.</summary>
    internal static Process Start(string location, string store)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (isHost) start.ArgumentList.Add(typeof(ImportChild).Assembly.Location);
        foreach (var argument in (string[])["-explicit", "only", "-method", $"{typeof(ImportChild).FullName}.{nameof(Import_InAChildProcess_IsForOtherTestsToStart)}", "-showLiveOutput", "-noColor"]) start.ArgumentList.Add(argument);
        start.Environment[Location] = location;
        start.Environment[Store] = store;
        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains(Begun, StringComparison.Ordinal)) return process;
        }
        throw new InvalidOperationException("The child did not begin: " + process.StandardError.ReadToEnd());
    }
}
