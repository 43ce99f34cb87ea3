namespace Duet.Access;

/// <summary>What a route lets somebody do: a row of the authorization matrix.</summary>
internal enum Permission
{
    /// <summary>The matrix itself lets everybody in: sign-in, setup, health, static files.</summary>
    Open,

    /// <summary>Signing out, the own password, the own look: whoever is signed in.</summary>
    OwnAccount,

    /// <summary>Zone, hours, floor, retention, identity provider, open teams.</summary>
    SettingsWrite,
    SettingsRead,
    RoleGrant,

    /// <summary>Invite, list and disable accounts.</summary>
    AccountsManage,
    TeamRead,

    /// <summary>Teams, memberships and disciplines; leads their own teams only.</summary>
    TeamWrite,

    /// <summary>People, their identities and suggestions, to look at.</summary>
    DirectoryRead,

    /// <summary>People and identities: merge, split, link, rules for bots, imports.</summary>
    DirectoryWrite,

    /// <summary>Products, services, what code belongs to them.</summary>
    CatalogueWrite,

    /// <summary>Provisioning of people and groups by an identity provider; keys only.</summary>
    Provision,
    KeysManage,
    SourcesRead,

    /// <summary>Reading a source again, now.</summary>
    SourcesRun,
    SourcesWrite,

    /// <summary>Sending deliveries to the doors; keys only.</summary>
    EventsWrite,

    /// <summary>The raw bytes of what was delivered; audited, with a reason.</summary>
    RawRead,
    QuarantineManage,
    MetricsRead,
    DefinitionsRead,
    DefinitionsWrite,

    /// <summary>A person's own work and data, seen by nobody else.</summary>
    OwnDataRead,
    AuditRead,

    /// <summary>Surveys: plan, open, close and follow up.</summary>
    SurveyManage,

    /// <summary>What was released of surveys; nobody sees answers.</summary>
    SurveyResults,
    VoiceSubmit,

    /// <summary>Voices without who asked; leads those of their own teams and about what these own.</summary>
    VoiceRead,

    /// <summary>Voices: sort, merge, link, answer and end.</summary>
    VoiceTriage,

    /// <summary>Who asked, and how to reach them.</summary>
    VoiceContact,

    /// <summary>Reporting friction from a tool.</summary>
    FrictionReport,

    /// <summary>Initiatives, features and tools, to look at.</summary>
    InitiativeRead,
    InitiativeWrite,
}
