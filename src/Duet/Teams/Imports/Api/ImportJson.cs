using System.Text.Json.Serialization;

namespace Duet.Teams.Imports.Api;

/// <summary>What an import did, or would do.</summary>
internal sealed record ImportJson
{
    private const int Most = 2_000;

    public required ImportKind? Kind { get; init; }

    /// <summary>Written, or only looked at.</summary>
    public required bool Applied { get; init; }

    /// <summary>Names files and changes: sent along as <c>plan</c>, the import does these changes or none.</summary>
    public required string? Plan { get; init; }
    public required DateTimeOffset? ImportedBefore { get; init; }
    public required int Added { get; init; }
    public required int Changed { get; init; }
    public required int Ended { get; init; }
    public required int Unchanged { get; init; }

    /// <summary>Changes that move numbers of the past.</summary>
    public required int MovesPast { get; init; }
    public required IReadOnlyList<ChangeJson> Changes { get; init; }
    public required IReadOnlyList<NoteJson> Notes { get; init; }
    public required IReadOnlyList<ProposalJson> Proposals { get; init; }

    public static ImportJson Of(ImportReport report, ImportWords words) => new()
    {
        Kind = report.Kind,
        Applied = report.State is ImportState.Applied,
        Plan = report.Digest,
        ImportedBefore = report.ImportedBefore,
        Added = report.Added,
        Changed = report.Changed,
        Ended = report.Ended,
        Unchanged = report.Unchanged,
        MovesPast = report.MovePast,
        Changes = [.. report.Changes.Take(Most).Select(change => new ChangeJson(
            change.Kind, change.Subject, change.Name, words.Of(change), change.MovesPast, change.Spot.File, change.Spot.Line))],
        Notes = [.. report.Notes.Listed.Select(note => NoteJson.Of(note, words))],
        Proposals = [.. report.Proposals.Select(service => new ProposalJson(
            service.Proposal!, service.Name, service.Code[0].Repo, service.Code[0].Path, service.Owner?.Said))],
    };
}

internal sealed record ChangeJson(
    Comparing.ChangeKind Kind, Comparing.ChangeSubject Subject, string Name, string Says, bool MovesPast, string File, int Line);

/// <param name="Line">From 1; 0 for the whole file.</param>
/// <param name="Column">A column's name, or its number where the file is no table.</param>
internal sealed record NoteJson(NoteWeight Weight, string Code, string File, int Line, string? Column, string Says)
{
    public static NoteJson Of(ImportNote note, ImportWords words) =>
        new(note.Weight, note.Code, note.Spot.File, note.Spot.Line, note.Spot.Column, words.Of(note));
}

/// <param name="Choose">What to send as <c>choose</c> to have it applied.</param>
internal sealed record ProposalJson(string Choose, string Service, string Repo, string Path, string? Owner);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(IReadOnlyList<NoteJson>))]
internal sealed partial class ImportsJson : JsonSerializerContext;
