using Duet.Feedback.Records;
using Duet.Initiatives.Records;

namespace Duet.Feedback.Portal;

/// <summary>A page of the portal: what it shows, and how it is answered.</summary>
public sealed record PortalView
{
    internal PortalPage Page { get; init; }
    internal int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Words of the heading that come from data, such as the name of a board.</summary>
    internal string? Name { get; init; }
    internal Board? Board { get; init; }

    /// <summary>How many other posts a link of a mail is about.</summary>
    internal int More { get; init; }
    internal IReadOnlyList<(Board Board, int Posts)> Boards { get; init; } = [];
    internal PostList? Posts { get; init; }
    internal PostDetail? Post { get; init; }
    internal Roadmap? Roadmap { get; init; }
    internal IReadOnlyList<ChangelogEntry> Changelog { get; init; } = [];
    internal PortalForm Sent { get; init; } = PortalForm.Empty;

    /// <summary>What is wrong with what was sent; null where nothing is.</summary>
    internal string? Problem { get; init; }

    /// <summary>What was just done; null for nothing.</summary>
    internal string? Said { get; init; }

    /// <summary>Names the form, so that one that is sent twice counts once.</summary>
    internal string FormId { get; init; } = "";
    internal string? Token { get; init; }

    /// <summary>Mails can be sent.</summary>
    internal bool CanMail { get; init; }
    internal bool IsDemonstration { get; init; }
    internal bool IsEmbedded { get; init; }
}

internal enum PortalPage
{
    Home,
    Board,
    New,
    Post,
    Roadmap,
    Changelog,
    Confirm,
    Answer,
    Stop,

    /// <summary>A message alone: not found, too much, done.</summary>
    Notice,
}

internal sealed record PostRow(int Id, string Title, string Start, DateTimeOffset CapturedAt, int Votes, int Comments, PublicState Shown);

/// <param name="Order">top or new.</param>
internal sealed record PostList(IReadOnlyList<PostRow> Rows, int Total, int Page, int Pages, string Order, PublicState? State, string? Text);

internal sealed record PostDetail(
    int Id, string Title, string Body, string? ShownName, DateTimeOffset CapturedAt, int Votes, PublicState Shown, string? Language,
    IReadOnlyList<PostComment> Comments, int MergedHere);

internal sealed record PostComment(string Body, string? ShownName, bool IsTeam, DateTimeOffset At);

internal sealed record RoadmapItem(string Title, string? Product, int Asked, DateTimeOffset? ShippedAt);

internal sealed record Roadmap(IReadOnlyList<RoadmapItem> Now, IReadOnlyList<RoadmapItem> Next, IReadOnlyList<RoadmapItem> Later, IReadOnlyList<RoadmapItem> Shipped)
{
    public bool IsEmpty => Now.Count + Next.Count + Later.Count + Shipped.Count == 0;
}
