using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Duet.Teams.Imports;

namespace Duet.Cli;

/// <summary><c>duet import</c>: files into the directory, beside a running server or without one.</summary>
internal static class ImportVerb
{
    private const int FolderDepth = 8;
    private static readonly string[] Catalogues = ["catalog-info.yaml", "catalog-info.yml"];
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = FolderDepth,
        // A link may lead anywhere.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
    };

    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files, zip archives of them, or folders with Backstage catalogues",
            Arity = ArgumentArity.OneOrMore,
        };
        var kind = new Option<ImportKind?>("--kind") { Description = "What the files are (default: told from the files)" };
        var repo = new Option<string?>("--repo") { Description = "Repository of a CODEOWNERS file", HelpName = "OWNER/NAME" };
        var choose = new Option<string[]>("--choose") { Description = "A proposal of a CODEOWNERS file to apply, or * for all; may be repeated", HelpName = "FOLDER" };
        var preview = new Option<bool>("--preview") { Description = "Only say what would be done" };
        var verb = new Command("import", "Import people, teams and services from files") { files, kind, repo, choose, preview, data, records, format };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var parameters = new[] { ("kind", result.GetValue(kind)?.ToString().ToLowerInvariant()), ("repo", result.GetValue(repo)), ("preview", result.GetValue(preview) ? "true" : "false") }
                .Concat((result.GetValue(choose) ?? []).Select(chosen => ("choose", (string?)chosen)))
                .Where(parameter => parameter.Item2 is not null);
            using var request = new HttpRequestMessage(
                HttpMethod.Post, "/api/v1/organisation/import?" + string.Join('&', parameters.Select(parameter => $"{parameter.Item1}={Uri.EscapeDataString(parameter.Item2!)}")))
            {
                Content = Form(result.GetValue(files)!),
            };
            await using var host = await HostConnection.OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            var report = await host.SendAsync(request, cancellationToken);
            if (result.GetValue(format) is OutputFormat.Json)
                Printer.PrintJson(result.InvocationConfiguration.Output, report);
            else
                Print(report, result.InvocationConfiguration);
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static MultipartFormDataContent Form(IEnumerable<string> paths)
    {
        var form = new MultipartFormDataContent();
        foreach (var path in paths.SelectMany(Files))
        {
            var content = new StreamContent(Open(path));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, "file", Path.GetFileName(path));
        }
        return form;
    }

    private static IReadOnlyList<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? [path] : throw new VerbException(ExitCodes.NotFound, $"There is no file {path}.");
        IReadOnlyList<string> found = [.. Directory.EnumerateFiles(path, "*", Below)
            .Where(file => Catalogues.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        return found.Count > 0 ? found : throw new VerbException(ExitCodes.BadInput, $"There is no {Catalogues[0]} in {path}.", "Name the files themselves.");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCodes.BadInput, $"{path} cannot be read: {refusal.Message}");
        }
    }

    private static void Print(JsonElement report, InvocationConfiguration to)
    {
        foreach (var note in report.GetProperty("notes").EnumerateArray())
            to.Error.WriteLine($"{note.GetProperty("file").GetString()}:{note.GetProperty("line").GetInt32()}: {note.GetProperty("says").GetString()}");
        var changes = report.GetProperty("changes");
        if (changes.GetArrayLength() == 0)
            to.Output.WriteLine("nothing to change");
        else
            PrintChanges(changes, to.Output);
        foreach (var proposal in report.GetProperty("proposals").EnumerateArray())
            to.Output.WriteLine($"proposal: --choose {proposal.GetProperty("choose").GetString()}  service {proposal.GetProperty("service").GetString()}, owner {proposal.GetProperty("owner").GetString()}");
        to.Error.WriteLine(
            $"{(report.GetProperty("applied").GetBoolean() ? "imported" : "nothing written; it would be")}: {report.GetProperty("added")} added, {report.GetProperty("changed")} changed, {report.GetProperty("ended")} ended, {report.GetProperty("unchanged")} as they were.");
    }

    private static void PrintChanges(JsonElement changes, TextWriter output) =>
        Printer.PrintTable(output, ["", "Name", "What"], changes.EnumerateArray().Select(change => (IReadOnlyList<string>)
        [
            change.GetProperty("kind").GetString()!,
            change.GetProperty("name").GetString()!,
            change.GetProperty("says").GetString()! + (change.GetProperty("movesPast").GetBoolean() ? " (moves numbers of the past)" : ""),
        ]));
}
