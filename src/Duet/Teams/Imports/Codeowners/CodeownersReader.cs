using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Codeowners;

/// <summary>
/// Reads who owns which code. Whoever reviews a folder need not run a service of its own, so every folder becomes a
/// proposal: a service of that name, owned by the first team named. Nothing of it is applied unless it is chosen.
/// </summary>
internal sealed class CodeownersReader(ImportNotes notes, Checked values, string? repo)
{
    /// <exception cref="UnreadableException">A file cannot be read, or the repository is not named.</exception>
    public OrganisationPlan Read(IReadOnlyList<ImportFile> files)
    {
        if (string.IsNullOrWhiteSpace(repo))
            throw UnreadableException.Problem(new Spot(files[0].Name), "no-repo");
        return new OrganisationPlan { Services = [.. files.SelectMany(file => Proposals(OwnerLines.Read(file, notes))).DistinctBy(service => service.Proposal)] };
    }

    private IEnumerable<PlannedService> Proposals(IReadOnlyList<OwnerRule> rules)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            if (rule.Owners.Count == 0)
                continue;
            if (rule.Folder is null)
                notes.Remark(rule.Spot, "pattern", Checked.Shown(rule.Pattern));
            else if (rules.Skip(index + 1).FirstOrDefault(rule.IsWithin) is { } later)
                notes.Remark(rule.Spot, "overruled", Checked.Shown(rule.Pattern), later.Spot.Line);
            else if (Proposal(rule) is { } service)
                yield return service;
        }
    }

    private PlannedService? Proposal(OwnerRule rule)
    {
        if (rule.Anywhere)
            notes.Remark(rule.Spot, "anywhere", Checked.Shown(rule.Pattern));
        var name = rule.Folder!.Length == 0 ? repo!.TrimEnd('/').Split('/')[^1] : rule.Folder.Split('/')[^1];
        if (values.Name(name, Service.LongestName, rule.Spot) is not { } service || rule.Folder.Length > 500)
            return null;
        return new PlannedService
        {
            Name = service,
            Owner = OwnerOf(rule),
            Code = [new PlannedCode(repo!.Trim(), rule.Folder, rule.Spot)],
            Proposal = rule.Folder.Length == 0 ? "/" : rule.Folder,
            Spot = rule.Spot,
        };
    }

    // A team is a better answer than a person, wherever it stands in the line.
    private static PlannedOwner OwnerOf(OwnerRule rule)
    {
        if (rule.Owners.FirstOrDefault(owner => owner.StartsWith('@') && owner.Contains('/', StringComparison.Ordinal)) is { } team)
            return new PlannedOwner(team, TeamRef.Named(team[(team.LastIndexOf('/') + 1)..])) { MayBeNew = true };
        var first = rule.Owners[0];
        return first.StartsWith('@')
            // GitLab writes groups like users: a team of that name is meant where there is one.
            ? new PlannedOwner(first, TeamRef.Named(first.TrimStart('@')), new PlannedIdentity(PlannedIdentity.AnyLogin, first.TrimStart('@').ToLowerInvariant(), rule.Spot))
            : new PlannedOwner(first, null, new PlannedIdentity("mail", first.ToLowerInvariant(), rule.Spot));
    }
}
