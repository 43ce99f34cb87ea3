using Duet.Teams.Imports.Plans;

namespace Duet.Teams.Imports.People;

/// <summary>All lines of one person, brought together.</summary>
internal sealed class PersonLines(string name, string? mail, Spot spot)
{
    public string Name => name;
    public List<PlannedIdentity> Identities { get; } = [];
    public List<PlannedStay> Stays { get; } = [];
    public List<PlannedDiscipline> Disciplines { get; } = [];
    public DateTimeOffset? LeftAt { get; set; }
    public string? Site { get; set; }
    public string? HiredOn { get; set; }

    public PlannedPerson Person(ImportNotes notes)
    {
        PlannedPeriods.CheckStays(Stays, notes);
        PlannedPeriods.CheckDisciplines(Disciplines, notes);
        return new PlannedPerson
        {
            Name = name,
            Mail = mail,
            Identities = [.. Identities.DistinctBy(identity => (identity.Realm, identity.Key))],
            Stays = Stays,
            ListsAllSecondary = Stays.Exists(stay => !stay.IsPrimary && !stay.HasDates),
            Disciplines = Disciplines,
            LeftAt = LeftAt,
            Site = Site,
            HiredOn = HiredOn,
            Spot = spot,
        };
    }
}
