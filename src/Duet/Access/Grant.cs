namespace Duet.Access;

/// <summary>A cell of the authorization matrix: how far a role's right reaches.</summary>
internal enum Grant
{
    No,

    /// <summary>Not to the person: only to a key that the person makes.</summary>
    ByKey,

    /// <summary>What belongs to the person: own account, own keys, own data.</summary>
    Self,

    /// <summary>Totals; no team's numbers.</summary>
    Totals,

    /// <summary>Own teams and totals; the other teams too where the owner has opened teams, to read.</summary>
    OwnTeams,
    Yes,
}
