namespace Duet.Feedback.Records;

/// <summary>What somebody who speaks is to the product.</summary>
public enum VoiceKind
{
    User,
    Customer,
    Stakeholder,
    Pm,
    Developer,
}

/// <summary>The way a voice came in.</summary>
internal enum VoiceChannel
{
    Form,
    Portal,
    Widget,
    Mail,
    Slack,
    Api,
    Csv,
    GitHub,
    Survey,
    Cli,
    Mcp,
    Internal,
}

/// <summary>What the portal says of a voice.</summary>
internal enum PublicState
{
    /// <summary>Not shown yet.</summary>
    InReview,
    Open,
    Planned,
    Started,
    Done,
    Declined,
}

/// <summary>How a voice ended.</summary>
internal enum VoiceEnd
{
    Done,
    Declined,
    Duplicate,
    Spam,
    Withdrawn,
}
