using System.Text;
using Duet.Engine.Metrics;
using Duet.Teams.Imports;
using Duet.Teams.Imports.Plans;

namespace Duet.Tests.Teams.Imports;

/// <summary>Reads texts as files.</summary>
internal static class Reading
{
    public static (OrganisationPlan? Plan, ImportNotes Notes) Read(ImportKind? kind, params (string Name, string Text)[] files) => Read(kind, null, files);

    public static (OrganisationPlan? Plan, ImportNotes Notes) Read(ImportKind? kind, string? repo, params (string Name, string Text)[] files)
    {
        var notes = new ImportNotes();
        var read = new OrganisationReader(() => new Installation()).Read(
            new ImportRequest { Files = [.. files.Select(file => new ImportFile(file.Name, Encoding.UTF8.GetBytes(file.Text)))], Kind = kind, Repo = repo }, notes);
        return (read?.Plan, notes);
    }

    /// <summary>What was said, and where.</summary>
    public static IEnumerable<string> Said(this ImportNotes notes) => notes.Listed.Select(note => $"{note.Code} {note.Spot.Line}:{note.Spot.Column}");
}
