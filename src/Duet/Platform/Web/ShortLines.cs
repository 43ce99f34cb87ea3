using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Duet.Platform.Web;

/// <summary>A line of the log as people read it: time, level where it matters, and what happened.</summary>
internal sealed class ShortLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "short";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => "",
        };
        var at = time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{at} {level}{OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception))}");
        if (logEntry.Exception is { } failure)
            textWriter.WriteLine(Indented(failure.ToString()));
    }

    // What comes from outside may hold line breaks: it must not look like a line of the log of its own.
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Indented(string trace) =>
        string.Join(Environment.NewLine, trace.Split('\n').Select(line => "  " + OneLine(line.TrimEnd('\r'))));
}
