using static Duet.Access.Grant;

namespace Duet.Access;

/// <summary>
/// Who may do what: a row per permission, a cell per role, the scope by which a key may do it, and whether guests of a
/// demonstration see it. <see cref="Permission.Open"/> is no row: it lets everybody in.
/// </summary>
internal sealed class Matrix(IEnumerable<MatrixRow> rows)
{
    private readonly Dictionary<Permission, MatrixRow> rows = rows.ToDictionary(row => row.Permission);

    public static Matrix Standard { get; } = new(
    [
        //                                Owner   Admin   Prod.O. DevexL  TeamL     Member    Viewer
        new(Permission.OwnAccount,       [Self,   Self,   Self,   Self,   Self,     Self,     Self],   null, Guests: false),
        new(Permission.SettingsWrite,    [Yes,    Yes,    No,     No,     No,       No,       No],     null, Guests: false),
        new(Permission.SettingsRead,     [Yes,    Yes,    Yes,    Yes,    Yes,      Yes,      Yes],    null, Guests: true),
        new(Permission.RoleGrant,        [Yes,    Yes,    No,     No,     No,       No,       No],     null, Guests: false),
        new(Permission.AccountsManage,   [Yes,    Yes,    No,     No,     No,       No,       No],     null, Guests: false),
        new(Permission.TeamRead,         [Yes,    Yes,    Yes,    Yes,    Yes,      Yes,      Yes],    Scopes.CatalogRead, Guests: true),
        new(Permission.TeamWrite,        [Yes,    Yes,    No,     Yes,    OwnTeams, No,       No],     Scopes.CatalogWrite, Guests: false),
        new(Permission.DirectoryRead,    [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     Scopes.CatalogWrite, Guests: true),
        new(Permission.DirectoryWrite,   [Yes,    Yes,    No,     Yes,    No,       No,       No],     Scopes.CatalogWrite, Guests: false),
        new(Permission.CatalogueWrite,   [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     Scopes.CatalogWrite, Guests: false),
        new(Permission.Provision,        [ByKey,  ByKey,  No,     No,     No,       No,       No],     Scopes.Scim, Guests: false),
        new(Permission.KeysManage,       [Yes,    Yes,    Self,   Self,   Self,     No,       No],     null, Guests: false),
        new(Permission.SourcesRead,      [Yes,    Yes,    Yes,    Yes,    Yes,      No,       No],     null, Guests: true),
        new(Permission.SourcesRun,       [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     null, Guests: false),
        new(Permission.SourcesWrite,     [Yes,    Yes,    No,     No,     No,       No,       No],     null, Guests: false),
        new(Permission.EventsWrite,      [ByKey,  ByKey,  ByKey,  ByKey,  No,       No,       No],     Scopes.EventsWrite, Guests: false),
        new(Permission.RawRead,          [Yes,    Yes,    No,     No,     No,       No,       No],     null, Guests: false),
        new(Permission.QuarantineManage, [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     null, Guests: false),
        new(Permission.MetricsRead,      [Yes,    Yes,    Yes,    Yes,    OwnTeams, OwnTeams, Totals], Scopes.MetricsRead, Guests: true),
        new(Permission.DefinitionsRead,  [Yes,    Yes,    Yes,    Yes,    Yes,      Yes,      Yes],    Scopes.DefinitionsRead, Guests: true),
        new(Permission.DefinitionsWrite, [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     null, Guests: false),
        new(Permission.OwnDataRead,      [Self,   Self,   Self,   Self,   Self,     Self,     No],     null, Guests: false),
        new(Permission.AuditRead,        [Yes,    Yes,    No,     No,     No,       No,       No],     Scopes.AuditRead, Guests: false),
        new(Permission.SurveyManage,     [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     null, Guests: false),
        new(Permission.SurveyResults,    [Yes,    Yes,    Yes,    Yes,    OwnTeams, OwnTeams, No],     Scopes.SurveysRead, Guests: true),
        new(Permission.VoiceSubmit,      [Yes,    Yes,    Yes,    Yes,    Yes,      Yes,      Yes],    Scopes.FeedbackWrite, Guests: false),
        new(Permission.VoiceRead,        [Yes,    Yes,    Yes,    Yes,    OwnTeams, No,       No],     Scopes.FeedbackRead, Guests: true),
        new(Permission.VoiceTriage,      [Yes,    Yes,    Yes,    Yes,    No,       No,       No],     null, Guests: false),
        new(Permission.VoiceContact,     [Yes,    Yes,    Yes,    No,     No,       No,       No],     null, Guests: false),
        new(Permission.FrictionReport,   [Yes,    Yes,    Yes,    Yes,    Yes,      Yes,      Yes],    Scopes.FrictionWrite, Guests: false),
        new(Permission.InitiativeRead,   [Yes,    Yes,    Yes,    Yes,    Yes,      Yes,      Yes],    Scopes.CatalogRead, Guests: true),
        new(Permission.InitiativeWrite,  [Yes,    Yes,    Yes,    Yes,    OwnTeams, No,       No],     Scopes.RoadmapWrite, Guests: false),
    ]);

    public IReadOnlyCollection<MatrixRow> Rows => rows.Values;

    /// <summary>Null for a permission that nobody wrote a row for: nobody has it.</summary>
    public MatrixRow? RowOf(Permission permission) => rows.GetValueOrDefault(permission);

    public Grant Of(Permission permission, Role role) => RowOf(permission)?.Of(role) ?? No;

    /// <summary>The scopes that a key made by somebody of this role could use.</summary>
    public IReadOnlyList<string> ScopesOf(Role role) =>
        [.. Scopes.All.Where(scope => Rows.Any(row => row.Scope == scope && row.Of(role) != No))];
}

/// <summary>A permission and who has it.</summary>
/// <param name="Permission">What is let.</param>
/// <param name="Grants">One per <see cref="Role"/>, in its order.</param>
/// <param name="Scope">The scope by which a key opens it, as far as its maker may; null where no key does.</param>
/// <param name="Guests">Guests of a demonstration see it.</param>
internal sealed record MatrixRow(Permission Permission, IReadOnlyList<Grant> Grants, string? Scope, bool Guests)
{
    public Grant Of(Role role) => Grants[(int)role];
}
