using System.CommandLine;
using Duet.Engine.Facts;
using Duet.Platform;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Records;
using Duet.Sources;

namespace Duet.Cli;

/// <summary>The command line: one file per verb, listed here.</summary>
internal static class Verbs
{
    private static IEnumerable<Command> All() =>
    [
        ServeVerb.Create(),
        ReportVerb.Create(),
        DemoVerb.Create(),
        MetricsVerb.Create(),
        QueryVerb.Create(),
        ImportVerb.Create(),
        FrictionVerb.Create(),
        CheckVerb.Create(),
        KeyVerb.Create(),
        UserVerb.Create(),
    ];

    public static RootCommand Root()
    {
        var root = new RootCommand("Product operations and developer experience, one loop.");
        foreach (var verb in All())
            root.Subcommands.Add(verb);
        return root;
    }

    /// <summary>Runs a verb: results go to <paramref name="output"/>, news and errors to <paramref name="error"/>.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return await Root().Parse(args).InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception failure)
        {
            var (code, message, hint) = Explain(failure);
            await error.WriteLineAsync($"duet: {message}");
            if (hint.Length > 0)
                await error.WriteLineAsync($"  {hint}");
            return code;
        }
    }

    private static (int Code, string Message, string Hint) Explain(Exception failure) => failure switch
    {
        VerbException verb => (verb.ExitCode, verb.Message, verb.Hint),
        DataDirectoryException data => (data.InUse ? ExitCodes.DataDirectoryInUse : ExitCodes.BadInput, data.Message, data.Hint),
        RecordsException records => (ExitCodes.RecordsFailed, records.Message, "Check --records, or the file records.db in the data directory."),
        FactStoreException facts => (facts.Fault is FactStoreFault.InUse ? ExitCodes.DataDirectoryInUse : ExitCodes.FactsFailed, facts.Message, ""),
        JournalStoreException journal => (ExitCodes.RecordsFailed, journal.Message, "Stop the other server, or look at the folder journal and at --records."),
        SourceException source => (ExitCodes.SourceFailed, source.Problem.Message, source.Problem.Hint),
        OperationCanceledException => (ExitCodes.Cancelled, "Stopped.", ""),
        _ => (ExitCodes.Internal, $"This is a fault of the program: {failure.GetType().Name}: {failure.Message}", failure.StackTrace ?? ""),
    };
}
