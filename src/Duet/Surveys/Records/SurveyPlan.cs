namespace Duet.Surveys.Records;

/// <summary>How a survey runs: to whom, when, over what, and how long its answers are kept.</summary>
internal sealed record SurveyPlan
{
    /// <summary>Weeks from one opening to the next; null for one that is opened by hand.</summary>
    public int? EveryWeeks { get; init; }
    public int OpenDays { get; init; } = 12;

    /// <summary>Days after the opening on which all who were invited are reminded.</summary>
    public IReadOnlyList<int> Reminders { get; init; } = [];

    /// <summary>Puts a part of the items to each person where enough answers to each are expected.</summary>
    public bool Rotates { get; init; }

    /// <summary>Keeps the scores of one sheet together until the results are out, for drivers.</summary>
    public bool Joint { get; init; }

    /// <summary>What people are grouped by, the most wanted first: team, discipline, site, tenure.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Pairs of attributes that are crossed.</summary>
    public IReadOnlyList<AttributePair> Crosses { get; init; } = [];

    /// <summary>Who is asked: those in these teams and below; empty for everybody.</summary>
    public IReadOnlyList<int> Teams { get; init; } = [];
    public IReadOnlyList<string> Disciplines { get; init; } = [];
    public IReadOnlyList<string> Sites { get; init; } = [];
    public AskedRole Role { get; init; }
    public IReadOnlyList<SurveyChannel> Channels { get; init; } = [];

    /// <summary>What a pulse asks after; null for others.</summary>
    public PulseTrigger? Trigger { get; init; }
    public PulseWindow Window { get; init; }

    /// <summary>The sites that may show an open survey in a frame.</summary>
    public IReadOnlyList<string> EmbedOrigins { get; init; } = [];

    /// <summary>Days between two invitations of one person, over all surveys.</summary>
    public int CooldownDays { get; init; } = 28;

    /// <summary>Days between two pulses to one person, over all pulses.</summary>
    public int PulseDays { get; init; } = 14;
    public int RetentionMonths { get; init; } = 12;
}

internal sealed record AttributePair(string First, string Second);

/// <summary>Whether those are asked who lead a team.</summary>
internal enum AskedRole
{
    Everybody,
    Leads,
    Members,
}

internal enum SurveyChannel
{
    Mail,
    Slack,

    /// <summary>Codes that are shown once, to be handed out.</summary>
    Codes,
    Link,
    Embed,
}

internal enum PulseTrigger
{
    MergedChange,
    FailedBuild,
    Release,
}

/// <summary>The time over which the answers to a pulse are one wave.</summary>
internal enum PulseWindow
{
    Month,
    Quarter,
}
