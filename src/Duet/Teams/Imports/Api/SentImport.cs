using Duet.Teams.Imports.Upload;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Duet.Teams.Imports.Api;

/// <summary>Reads the files of a request, one after another, up to the limits; nothing is written to a disk.</summary>
internal static class SentImport
{
    private const int LongestBoundary = 100;

    /// <summary>The files, or why they cannot be read.</summary>
    public static async Task<(IReadOnlyList<ImportFile> Files, ImportNote? Refused)> ReadAsync(
        HttpRequest request, string? name, CancellationToken cancellationToken)
    {
        // A form has a little around its files.
        if (request.ContentLength > ImportLimits.Bytes + ImportLimits.Files * 1024)
            return ([], new ImportNote(NoteWeight.TooLarge, new Spot(NameOf(name) ?? "import"), "size", ImportLimits.Bytes / 1024 / 1024));
        var bytes = new SentBytes();
        List<ImportFile> files = [];
        try
        {
            if (BoundaryOf(request) is not { } boundary)
                files.Add(await bytes.ReadAsync(NameOf(name) ?? "import", request.Body, cancellationToken));
            else
            {
                var reader = new MultipartReader(boundary, request.Body);
                while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                    if (section.AsFileSection() is { FileStream: { } stream } file)
                    {
                        if (files.Count == ImportLimits.Files)
                            throw UnreadableException.Problem(new Spot("import"), "many-files", ImportLimits.Files);
                        files.Add(await bytes.ReadAsync(NameOf(file.FileName) ?? "import", stream, cancellationToken));
                    }
            }
            return files.Count > 0 ? (files, null) : ([], new ImportNote(NoteWeight.Problem, new Spot("import"), "empty"));
        }
        catch (UnreadableException refused)
        {
            return ([], refused.Note);
        }
        catch (InvalidDataException)
        {
            return ([], new ImportNote(NoteWeight.Problem, new Spot("import"), "body"));
        }
    }

    // A name is only shown and told by its ending; it never becomes a path.
    private static string? NameOf(string? name)
    {
        var last = name?.Replace('\\', '/').Split('/')[^1].Trim();
        return string.IsNullOrEmpty(last) ? null : new string([.. last.Where(letter => !char.IsControl(letter)).Take(120)]);
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : null;
}
