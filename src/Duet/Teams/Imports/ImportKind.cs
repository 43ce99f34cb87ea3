namespace Duet.Teams.Imports;

/// <summary>What kind of file an organisation is read from.</summary>
public enum ImportKind
{
    /// <summary>Our own CSV: one line a person and period.</summary>
    People,

    /// <summary>The CSV files Apache DevLake exports: users, teams, accounts, project mapping.</summary>
    Devlake,

    /// <summary>Backstage's <c>catalog-info.yaml</c>, one or many documents.</summary>
    Backstage,

    /// <summary>Who reviews what in a repository: proposals only.</summary>
    Codeowners,
}
