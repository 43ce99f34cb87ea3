using System.Diagnostics;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>
/// A data directory as a backup holds it, copied while its server runs. By another process: one that closes a file gives up all locks
/// that it has on it, so the server's own would be gone.
/// </summary>
internal sealed class DataCopy : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private DataCopy()
    {
    }

    public string Path => System.IO.Path.Combine(folder.Path, "data");

    public static async Task<DataCopy> OfAsync(string data)
    {
        // A file that goes while it is copied is no fault: again.
        for (var tries = 0; ; tries++)
        {
            var copy = new DataCopy();
            using var process = Process.Start("cp", ["-r", data, copy.Path]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (process.ExitCode == 0)
                return copy;
            copy.Dispose();
            Assert.True(tries < 3, $"{data} cannot be copied");
        }
    }

    public void Dispose() => folder.Dispose();
}
