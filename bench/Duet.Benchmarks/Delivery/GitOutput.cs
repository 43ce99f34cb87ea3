using System.Diagnostics;

namespace Duet.Benchmarks.Delivery;

/// <summary>Runs git on a repository and hands on its output.</summary>
internal static class GitOutput
{
    public static async Task ReadAsync(string repository, Func<StreamReader, Task> read, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", repository, "-c", "core.quotePath=false", .. arguments])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        await read(git.StandardOutput);
        await git.WaitForExitAsync();
        if (git.ExitCode != 0)
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {git.ExitCode}");
    }
}
