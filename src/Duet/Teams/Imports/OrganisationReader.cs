using Duet.Engine.Metrics;
using Duet.Teams.Imports.Backstage;
using Duet.Teams.Imports.Codeowners;
using Duet.Teams.Imports.Csv;
using Duet.Teams.Imports.DevLake;
using Duet.Teams.Imports.People;
using Duet.Teams.Imports.Plans;
using Duet.Teams.Imports.Upload;

namespace Duet.Teams.Imports;

/// <summary>Turns files into a plan; pure but for the installation's zone.</summary>
internal sealed class OrganisationReader(Func<Installation> installation)
{
    /// <summary>The plan that the files are; null, with problems, where they cannot be read to their ends.</summary>
    public (ImportKind Kind, OrganisationPlan Plan)? Read(ImportRequest request, ImportNotes notes)
    {
        try
        {
            var files = Unpacking.Open(request.Files);
            var values = new Checked(notes, installation().Zone);
            var kind = request.Kind ?? KindOf(files);
            return (kind, kind switch
            {
                ImportKind.People => new PeopleReader(notes, values).Read(files),
                ImportKind.Devlake => new DevLakeReader(notes, values).Read(files),
                ImportKind.Backstage => new BackstageReader(notes, values).Read(files),
                _ => new CodeownersReader(notes, values, request.Repo).Read(files),
            });
        }
        catch (UnreadableException refused)
        {
            notes.Add(refused.Note);
            return null;
        }
    }

    /// <summary>What files are by their names and columns, where nobody said.</summary>
    /// <exception cref="UnreadableException">They cannot be told, or cannot be read.</exception>
    public static ImportKind KindOf(IReadOnlyList<ImportFile> files)
    {
        var first = files[0];
        if (first.ShortName.StartsWith("CODEOWNERS", StringComparison.OrdinalIgnoreCase))
            return ImportKind.Codeowners;
        if (first.ShortName.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || first.ShortName.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            return ImportKind.Backstage;
        var header = CsvTable.HeaderOf(first);
        return header.Contains("id") || header.Contains("accountid") || header.Contains("projectname") || (header.Contains("userid") && header.Contains("teamid"))
            ? ImportKind.Devlake
            : ImportKind.People;
    }
}
