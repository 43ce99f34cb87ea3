using System.Diagnostics;

namespace Duet.Tests.Cli;

/// <summary><c>duet serve</c> as a process of its own.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServeProcess(Process process) => this.process = process;

    public static async Task<ServeProcess> StartAsync(string data)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "duet.dll");
        Assert.SkipUnless(File.Exists(program), "needs the program beside the tests");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--data", data, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        // Its file is there before its first line is.
        Assert.StartsWith("Duet is at ", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        return new ServeProcess(process);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await stop.WaitForExitAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        process.Dispose();
    }
}
