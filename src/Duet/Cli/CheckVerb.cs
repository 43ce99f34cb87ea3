using System.CommandLine;
using Duet.Settings.Checks;

namespace Duet.Cli;

/// <summary><c>duet check</c>: looks over a data directory.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var verb = new Command("check", "Look over the data directory: records, facts, journal, audit log, metric pages") { data, records, format };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var folder = Path.GetFullPath(result.GetValue(data)!);
            // A misspelt path would otherwise be made, and found to be in order.
            if (!Directory.Exists(folder))
                throw new VerbException(ExitCodes.NotFound, $"There is no data directory {folder}.", "Say where it is with --data DIR.");
            var to = result.InvocationConfiguration;
            await using var host = await HostConnection.OpenAsync(folder, result.GetValue(records), cancellationToken);
            await to.Error.WriteLineAsync(host.IsBesideServer ? "asking the server that runs on it" : "no server runs on it: opening its files");
            var check = await host.GetAsync(ChecksApi.Path, cancellationToken);
            if (result.GetValue(format) is OutputFormat.Json)
                Printer.PrintJson(to.Output, check);
            else
                foreach (var finding in check.GetProperty("findings").EnumerateArray())
                    await to.Output.WriteLineAsync(
                        $"{(finding.GetProperty("holds").GetBoolean() ? "ok    " : "FAILED")}  {finding.GetProperty("part").GetString(),-8}  {finding.GetProperty("message").GetString()}");
            return check.GetProperty("holds").GetBoolean() ? ExitCodes.Ok : ExitCodes.CheckFailed;
        });
        return verb;
    }
}
