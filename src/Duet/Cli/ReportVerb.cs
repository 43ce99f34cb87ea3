using System.CommandLine;
using Duet.Engine.Time;
using Duet.Report;
using Duet.Sources.Git;
using Spectre.Console;

namespace Duet.Cli;

/// <summary><c>duet report</c>: what repositories tell, without a server and without keeping anything.</summary>
internal static class ReportVerb
{
    private const string DefaultSince = "12mo";

    public static Command Create()
    {
        var repositories = new Argument<string[]>("REPO")
        {
            Description = "Paths or clone addresses of git repositories",
            Arity = ArgumentArity.OneOrMore,
        };
        var since = new Option<string>("--since")
        {
            Description = "How far back: 30d, 13w, 12mo, 2y or a date",
            HelpName = "SPAN",
            DefaultValueFactory = _ => DefaultSince,
        };
        var format = new Option<ReportFormat>("--format")
        {
            Description = "text for the terminal, html for one file that can be mailed, json for programs",
            DefaultValueFactory = _ => ReportFormat.Text,
        };
        var verb = new Command("report", "Report on repositories; needs no server and no data directory") { repositories, since, format };
        verb.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(repositories)!, result.GetValue(since)!, result.GetValue(format), result.InvocationConfiguration, cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(
        string[] locations, string since, ReportFormat format, InvocationConfiguration to, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var now = time.GetUtcNow();
        var zone = TimeZoneInfo.Local;
        if (Since.Parse(since, now, zone) is not { } start || start >= now)
            throw new VerbException(
                ExitCodes.Usage, $"'{since}' is no span of time before now.", "Use 30d, 13w, 12mo, 2y, or a date such as 2026-01-31.");

        var progress = new ReportLine(to.Error);
        var content = await new Reports(new GitSource(time, new GitSettings()), time)
            .MakeAsync(new ReportRequest(locations, new Period(start, now), zone), progress, cancellationToken);
        progress.Clear();
        await WriteAsync(content, format, to.Output);
        return ExitCodes.Ok;
    }

    private static async Task WriteAsync(ReportContent content, ReportFormat format, TextWriter output)
    {
        switch (format)
        {
            case ReportFormat.Html:
                await output.WriteLineAsync(await ReportWriter.HtmlAsync(content));
                break;
            case ReportFormat.Json:
                await output.WriteLineAsync(JsonReport.Write(content));
                break;
            default:
                ReportWriter.WriteText(content, Printer.On(output));
                break;
        }
    }
}

internal enum ReportFormat
{
    Text,
    Html,
    Json,
}
