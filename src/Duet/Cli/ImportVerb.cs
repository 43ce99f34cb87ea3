using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Duet.Cli;

/// <summary><c>duet import</c>: people, teams and services from files, as the API and the page bring them in.</summary>
internal static class ImportVerb
{
    private const string Path = "/api/v1/organisation/import";

    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var files = new Argument<string[]>("FILE") { Description = "CSV, catalog-info.yaml, CODEOWNERS, or a zip archive of them", Arity = ArgumentArity.OneOrMore };
        var kind = new Option<string?>("--kind") { Description = "people, devlake, backstage or codeowners; told from the files where it is missing", HelpName = "KIND" };
        var repo = new Option<string?>("--repo") { Description = "The repository of a CODEOWNERS file", HelpName = "OWNER/NAME" };
        var choose = new Option<string[]>("--choose") { Description = "A proposal to apply, or * for all; may be repeated", HelpName = "PROPOSAL" };
        var preview = new Option<bool>("--preview") { Description = "Only say what would be done" };
        var verb = new Command("import", "Bring people, teams and services in from files, beside a running server or without one")
        {
            files, kind, repo, choose, preview, data, records, format,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            using var form = Form(result.GetValue(files)!);
            List<(string Name, string? Value)> parameters =
            [
                ("kind", result.GetValue(kind)), ("repo", result.GetValue(repo)), ("preview", result.GetValue(preview) ? "true" : null),
                .. (result.GetValue(choose) ?? []).Select(proposal => ("choose", (string?)proposal)),
            ];
            var query = string.Join('&', parameters.Where(parameter => parameter.Value is not null)
                .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
            await using var host = await HostConnection.OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}?{query}") { Content = form };
            var report = await host.SendAsync(request, cancellationToken);
            if (result.GetValue(format) is OutputFormat.Json)
                Printer.PrintJson(result.InvocationConfiguration.Output, report);
            else
                Print(report, result.InvocationConfiguration);
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static MultipartFormDataContent Form(IReadOnlyList<string> files)
    {
        var form = new MultipartFormDataContent();
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new VerbException(ExitCodes.NotFound, $"There is no file {file}.");
            form.Add(new StreamContent(File.OpenRead(file)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", System.IO.Path.GetFileName(file));
        }
        return form;
    }

    private static void Print(JsonElement report, InvocationConfiguration to)
    {
        foreach (var change in report.GetProperty("changes").EnumerateArray())
            to.Output.WriteLine(change.GetProperty("says").GetString());
        foreach (var proposal in report.GetProperty("proposals").EnumerateArray())
            to.Output.WriteLine($"proposed: {proposal.GetProperty("service").GetString()} (--choose {proposal.GetProperty("choose").GetString()})");
        foreach (var note in report.GetProperty("notes").EnumerateArray())
            to.Error.WriteLine($"{note.GetProperty("file").GetString()}:{note.GetProperty("line")}: {note.GetProperty("says").GetString()}");
        to.Error.WriteLine(
            $"{(report.GetProperty("applied").GetBoolean() ? "imported" : "would be imported")}: {report.GetProperty("added")} added, "
            + $"{report.GetProperty("changed")} changed, {report.GetProperty("ended")} ended, {report.GetProperty("unchanged")} unchanged");
    }
}
