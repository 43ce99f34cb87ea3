namespace Duet.Access;

/// <summary>Whether the owner has opened teams: leads and members then see the numbers of all of them.</summary>
internal interface IOpenTeams
{
    bool OpenTeams { get; }
}
