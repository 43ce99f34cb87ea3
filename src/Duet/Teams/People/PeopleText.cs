namespace Duet.Teams.People;

/// <summary>Marks the texts about people and their identities.</summary>
internal sealed class PeopleText;
