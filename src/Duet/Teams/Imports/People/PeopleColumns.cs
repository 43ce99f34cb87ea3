using Duet.Teams.Imports.Csv;

namespace Duet.Teams.Imports.People;

/// <summary>The columns of our own CSV.</summary>
internal static class PeopleColumns
{
    public const string Name = "name";
    public const string Mail = "mail";
    public const string Team = "team";
    public const string ParentTeam = "parent_team";
    public const string Discipline = "discipline";
    public const string Lead = "lead";
    public const string Since = "since";
    public const string Until = "until";
    public const string SecondaryTeams = "secondary_teams";
    public const string Identities = "identities";
    public const string Left = "left";
    public const string Site = "site";
    public const string HiredOn = "hired_on";

    public static IReadOnlyList<string> All { get; } =
        [Name, Mail, Team, ParentTeam, Discipline, Lead, Since, Until, SecondaryTeams, Identities, Left, Site, HiredOn];

    public static CsvColumns Expected { get; } = new([Name], [.. All.Skip(1)]);

    /// <summary>Follows a secondary team that the person leads.</summary>
    public const string LeadMark = " (lead)";
}
