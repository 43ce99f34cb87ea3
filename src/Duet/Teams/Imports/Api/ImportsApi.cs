using System.ComponentModel;
using System.Text;
using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Platform.Web;
using Duet.Teams.Imports.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Teams.Imports.Api;

/// <summary>Files into the directory, and the directory as a file, for programs.</summary>
internal static class ImportsApi
{
    public static void MapImportsApi(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapGroup("/api/v1/organisation").WithTags("Organisation")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        organisation.MapPost("/import", ImportAsync).WithName("ImportOrganisation").Needs(Permission.DirectoryWrite)
            .WithSummary("Import people, teams and services from files")
            .WithDescription("The body is one file, or several as multipart/form-data; a zip archive is taken too. All of it is written or nothing.")
            // Own limits answer with the line that was reached.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<IFormFile>("multipart/form-data", "text/csv", "application/yaml", "text/plain", "application/zip", "application/octet-stream")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        organisation.MapGet("/people.csv", Export).WithName("ExportPeople").Needs(Permission.DirectoryWrite)
            .WithSummary("The directory as the CSV that the import takes").Produces<string>(contentType: "text/csv");
    }

    private static async Task<Results<Ok<ImportJson>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, OrganisationImports imports, Caller caller, Func<Installation> installation, CancellationToken cancellationToken,
        [Description("people, devlake, backstage or codeowners; told from the files where it is missing")] string? kind = null,
        [Description("true to see what would be done")] bool preview = false,
        [Description("The repository of a CODEOWNERS file, as owner/name")] string? repo = null,
        [Description("A proposal to apply, or * for all; may be repeated")][FromQuery] string[]? choose = null,
        [Description("The plan of a preview: another outcome is refused")] string? plan = null,
        [Description("The name of the file, where the body is the file itself")] string? name = null)
    {
        var words = new ImportWords(installation().Zone);
        if (kind is { Length: > 0 } && !Enum.GetNames<ImportKind>().Contains(kind, StringComparer.OrdinalIgnoreCase))
            return TypedResults.Problem(Problems.Of(
                StatusCodes.Status400BadRequest, "bad-kind", $"'{Checked.Shown(kind)}' is no kind of import.", "Use people, devlake, backstage or codeowners."));
        var (files, refused) = await SentImport.ReadAsync(request, name, cancellationToken);
        if (refused is not null)
            return Refuse([refused], 0, words);
        var import = new ImportRequest
        {
            Files = files,
            Kind = kind is { Length: > 0 } ? Enum.Parse<ImportKind>(kind, ignoreCase: true) : null,
            Repo = repo,
            Chosen = (choose ?? []).ToHashSet(),
        };
        var report = preview
            ? await imports.PreviewAsync(import, cancellationToken)
            : await imports.ApplyAsync(import, plan, Author.Of(caller), caller.AccountId, cancellationToken);
        return report.State switch
        {
            ImportState.Refused => Refuse([.. report.Notes.Listed.Where(note => note.Weight >= NoteWeight.Problem)], report.Notes.Further, words),
            ImportState.Outdated => TypedResults.Problem(Problems.Of(
                StatusCodes.Status409Conflict, "outdated", "The directory is not what it was when this plan was made.", "Ask for a preview again.")),
            _ => TypedResults.Ok(ImportJson.Of(report, words)),
        };
    }

    private static ProblemHttpResult Refuse(IReadOnlyList<ImportNote> notes, int further, ImportWords words)
    {
        var first = notes[0];
        var problem = Problems.Of(
            notes.Any(note => note.Weight is NoteWeight.TooLarge) ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity,
            first.Code, $"{ImportWords.Of(first.Spot)}: {words.Of(first)}", "Nothing was imported.");
        problem.Extensions["problems"] = (IReadOnlyList<NoteJson>)[.. notes.Select(note => NoteJson.Of(note, words))];
        problem.Extensions["further"] = further;
        return TypedResults.Problem(problem);
    }

    private static PushStreamHttpResult Export(PeopleExport export, HttpContext context)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"people.csv\"";
        return TypedResults.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            await foreach (var line in export.LinesAsync(context.RequestAborted))
                await writer.WriteAsync(line);
        }, "text/csv; charset=utf-8");
    }
}
