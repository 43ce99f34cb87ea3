using Duet.Teams.Imports.Csv;
using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.People;

/// <summary>
/// Reads our own CSV. Lines of one person (the same mail address, else the same first identity, else the same name) are the
/// periods of that person; a line without a person is a team.
/// </summary>
internal sealed class PeopleReader(ImportNotes notes, Checked values)
{
    private readonly Dictionary<string, PersonLines> people = [];
    private readonly Dictionary<string, PlannedTeam> teams = [];

    /// <exception cref="UnreadableException">A file cannot be read to its end.</exception>
    public OrganisationPlan Read(IReadOnlyList<ImportFile> files)
    {
        foreach (var file in files)
            foreach (var line in CsvTable.Open(file, PeopleColumns.Expected).Lines())
                Take(line);
        return new OrganisationPlan { Teams = [.. teams.Values], People = [.. people.Values.Select(lines => lines.Person(notes))] };
    }

    private void Take(CsvLine line)
    {
        var team = Team(line);
        var secondary = Several.Split(line[PeopleColumns.SecondaryTeams]).Select(text => Secondary(text, line)).OfType<(string Name, bool IsLead)>().ToList();
        if (line[PeopleColumns.Name] is null && line[PeopleColumns.Mail] is null)
        {
            if (team is null || line[PeopleColumns.Identities] is not null)
                notes.Problem(line.At(PeopleColumns.Name), "no-person");
            return;
        }
        var mail = values.Mail(line[PeopleColumns.Mail], line.At(PeopleColumns.Mail));
        if (values.PersonName(line[PeopleColumns.Name], line.At(PeopleColumns.Name)) is not { } name)
        {
            if (line[PeopleColumns.Name] is null)
                notes.Problem(line.At(PeopleColumns.Name), "no-name");
            return;
        }
        var identities = Several.Split(line[PeopleColumns.Identities])
            .Select(text => values.Identity(text, line.At(PeopleColumns.Identities))).OfType<PlannedIdentity>().ToList();
        var since = values.Instant(line[PeopleColumns.Since], line.At(PeopleColumns.Since));
        var until = values.Instant(line[PeopleColumns.Until], line.At(PeopleColumns.Until));
        if (!values.InOrder(since, until, line.At(PeopleColumns.Until)))
            return;

        var key = mail ?? (identities is [var first, ..] ? $"{first.Realm}:{first.Key}" : "name " + name.ToLowerInvariant());
        if (!people.TryGetValue(key, out var lines))
            people[key] = lines = new PersonLines(name, mail, line.Spot);
        else if (lines.Name != name)
            notes.Problem(line.At(PeopleColumns.Name), "other-name", lines.Name);
        lines.Identities.AddRange(identities);
        lines.Site ??= values.Name(line[PeopleColumns.Site], PersonAttribute.LongestValue, line.At(PeopleColumns.Site));
        lines.HiredOn ??= values.Day(line[PeopleColumns.HiredOn], line.At(PeopleColumns.HiredOn));
        lines.LeftAt ??= values.Instant(line[PeopleColumns.Left], line.At(PeopleColumns.Left));
        var isLead = values.Flag(line[PeopleColumns.Lead], line.At(PeopleColumns.Lead));
        if (team is not null)
            lines.Stays.Add(new PlannedStay { Team = TeamRef.Named(team), Since = since, Until = until, IsLead = isLead, Spot = line.At(PeopleColumns.Team) });
        foreach (var other in secondary)
            lines.Stays.Add(new PlannedStay
            {
                Team = TeamRef.Named(other.Name),
                Since = since,
                Until = until,
                IsPrimary = false,
                IsLead = other.IsLead,
                Spot = line.At(PeopleColumns.SecondaryTeams),
            });
        if (values.Name(line[PeopleColumns.Discipline], DisciplinePeriod.LongestDiscipline, line.At(PeopleColumns.Discipline)) is { } discipline)
            lines.Disciplines.Add(new PlannedDiscipline(Names.Key(discipline), since, until, line.At(PeopleColumns.Discipline)));
    }

    private string? Team(CsvLine line)
    {
        var name = values.Name(line[PeopleColumns.Team], Records.Team.LongestName, line.At(PeopleColumns.Team));
        var parent = values.Name(line[PeopleColumns.ParentTeam], Records.Team.LongestName, line.At(PeopleColumns.ParentTeam));
        if (name is null && parent is not null)
            notes.Problem(line.At(PeopleColumns.ParentTeam), "parent-alone");
        if (parent is not null)
            Know(parent, null, line.At(PeopleColumns.ParentTeam));
        if (name is not null)
            Know(name, parent, line.At(PeopleColumns.Team));
        return name;
    }

    private (string Name, bool IsLead)? Secondary(string text, CsvLine line)
    {
        var isLead = text.EndsWith(PeopleColumns.LeadMark, StringComparison.OrdinalIgnoreCase);
        var name = values.Name(isLead ? text[..^PeopleColumns.LeadMark.Length] : text, Records.Team.LongestName, line.At(PeopleColumns.SecondaryTeams));
        if (name is null)
            return null;
        Know(name, null, line.At(PeopleColumns.SecondaryTeams));
        return (name, isLead);
    }

    private void Know(string name, string? parent, Spot spot)
    {
        var key = Names.Key(name);
        if (!teams.TryGetValue(key, out var known))
            teams[key] = new PlannedTeam { Name = name, Parent = parent is null ? null : TeamRef.Named(parent), Spot = spot };
        else if (parent is not null && known.Parent is null)
            teams[key] = known with { Parent = TeamRef.Named(parent) };
        else if (parent is not null && Names.Key(known.Parent!.Value.Name!) != Names.Key(parent))
            notes.Problem(spot with { Column = PeopleColumns.ParentTeam }, "two-parents", name, known.Parent.Value.Name!, parent);
    }
}
