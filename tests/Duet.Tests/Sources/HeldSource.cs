using Duet.Sources;

namespace Duet.Tests.Sources;

/// <summary>A source whose runs last until the test lets them end.</summary>
internal sealed class HeldSource : ISource, IDisposable
{
    private readonly SemaphoreSlim gate = new(0);
    private int running;

    public string Kind => "git";
    public int Started;
    public int MostAtOnce;

    public SourceProblem? Check(string location) =>
        location.StartsWith("bad:", StringComparison.Ordinal) ? new SourceProblem("forbidden-address", "This is a bad address.", "Use a good one.") : null;

    public void LetEnd(int runs = 1) => gate.Release(runs);

    public void Dispose() => gate.Dispose();

    public async Task ImportAsync(SourceImport import, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Started);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        try
        {
            import.Progress.Report(new SourceProgress("history", 5, 10));
            await gate.WaitAsync(cancellationToken);
            if (import.Location.Contains("broken", StringComparison.Ordinal))
                throw new SourceException(new SourceProblem("not-a-repository", "There is no repository at this place.", "Check the path."));
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
