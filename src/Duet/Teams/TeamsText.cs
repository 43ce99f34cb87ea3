namespace Duet.Teams;

/// <summary>Marks the texts about teams, products and services.</summary>
internal sealed class TeamsText;
