using Duet.Engine.Facts;
using Duet.Platform;

namespace Duet.Sources;

/// <summary>Reads one source once, and says how it went.</summary>
internal sealed partial class SourceImports(
    IEnumerable<ISource> kinds, IFactStore facts, DataDirectory data, LiveRuns live, SourceRuns runs, ILogger<SourceImports> logger)
{
    public async Task RunAsync(SourceRecord source, CancellationToken cancellationToken)
    {
        var run = await runs.StartAsync(source, cancellationToken);
        var notes = new List<SourceProblem>();
        live.Report(source.Name, new SourceProgress("", 0, null));
        var shown = SourceLocation.Shown(source.Location);
        LogStarted(logger, source.Name, shown);
        try
        {
            await ImportAsync(source, notes, cancellationToken);
            run.Outcome = RunOutcome.Succeeded;
            LogSucceeded(logger, source.Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Outcome = RunOutcome.Interrupted;
        }
        catch (Exception failure)
        {
            var problem = Explain(failure);
            (run.Outcome, run.Code, run.Message, run.Hint) = (RunOutcome.Failed, problem.Code, problem.Message, problem.Hint);
            LogFailed(logger, source.Name, problem.Message, failure is SourceException or FactStoreException ? null : failure);
        }
        if (live.Find(source.Name) is { } last)
            (run.Step, run.Done, run.Total) = (last.Step, last.Done, last.Total);
        run.Notes = notes;
        // A stopped run is noted, too.
        await runs.FinishAsync(run, CancellationToken.None);
        live.End(source.Name);
    }

    private async Task ImportAsync(SourceRecord source, List<SourceProblem> notes, CancellationToken cancellationToken)
    {
        var reader = kinds.FirstOrDefault(kind => kind.Kind == source.Kind)
            ?? throw new SourceException(new SourceProblem(
                "unknown-kind", $"This version cannot read sources of the kind '{source.Kind}'.", "Use a newer version, or remove the source."));
        var folder = data.SourceFolder(source.Name);
        DataDirectory.CreatePrivate(folder);
        await reader.ImportAsync(
            new SourceImport
            {
                Name = source.Name,
                Location = source.Location,
                WorkFolder = folder,
                Facts = facts,
                Progress = new Sink<SourceProgress>(progress => live.Report(source.Name, progress)),
                Notes = new Sink<SourceProblem>(notes.Add),
            },
            cancellationToken);
    }

    private static SourceProblem Explain(Exception failure) => failure switch
    {
        SourceException source => source.Problem,
        FactStoreException store => new SourceProblem("facts", store.Message, ""),
        _ => new SourceProblem("fault", $"A fault of the program: {failure.Message}", "The server's log has the details."),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Source}: reading {Location}")]
    private static partial void LogStarted(ILogger logger, string source, string location);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Source}: up to date")]
    private static partial void LogSucceeded(ILogger logger, string source);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source}: {Problem}")]
    private static partial void LogFailed(ILogger logger, string source, string problem, Exception? failure);

    // Progress<T> would hand reports to other threads, out of their order.
    private sealed class Sink<T>(Action<T> take) : IProgress<T>
    {
        public void Report(T value) => take(value);
    }
}
