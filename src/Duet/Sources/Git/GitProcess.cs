using System.Diagnostics;
using System.Text;

namespace Duet.Sources.Git;

/// <summary>A running git. Disposing it before its end kills it with all its children.</summary>
internal sealed class GitProcess : IAsyncDisposable
{
    private const int KeptErrorChars = 16 * 1024;

    private readonly Process process;
    private readonly Action<string>? onProgress;
    private readonly StringBuilder errors = new();
    private readonly Task errorsRead;

    public GitProcess(Process process, Action<string>? onProgress)
    {
        this.process = process;
        this.onProgress = onProgress;
        errorsRead = ReadErrorsAsync();
    }

    public Stream Output => process.StandardOutput.BaseStream;

    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>Writes lines to git's input and closes it. An early end of git is for <see cref="EndAsync"/> to tell.</summary>
    public async Task FeedAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            await using var writer = new StreamWriter(Input, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
            foreach (var line in lines)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await writer.WriteLineAsync(line);
            }
        }
        catch (IOException)
        {
            // A broken pipe.
        }
    }

    /// <summary>Waits for the end, after the output was read.</summary>
    /// <exception cref="SourceException">git failed.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        await errorsRead;
        if (process.ExitCode != 0) throw GitProblems.From(errors.ToString(), process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        await errorsRead;
        process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[1024];
        var line = new StringBuilder();
        int read;
        while ((read = await process.StandardError.ReadAsync(buffer)) > 0)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                if (c is not ('\r' or '\n'))
                {
                    if (line.Length < 2000) line.Append(c);
                    continue;
                }
                // Progress is rewritten in place with \r; only whole lines are kept as messages.
                if (c == '\n') Keep(line);
                onProgress?.Invoke(line.ToString());
                line.Clear();
            }
        }
        Keep(line);
    }

    private void Keep(StringBuilder line)
    {
        errors.Append(line).Append('\n');
        if (errors.Length > KeptErrorChars) errors.Remove(0, errors.Length - KeptErrorChars);
    }
}
