namespace Duet.Sources.Hooks;

/// <summary>Whoever makes something of what people write where a hook listens.</summary>
internal interface IHookListener
{
    /// <summary>What those who write at a hook can be to the product: the words that a hook may hold.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>The boards that what is heard at a hook can belong to.</summary>
    Task<IReadOnlyList<(int Id, string Name)>> BoardsAsync(CancellationToken cancellationToken);

    /// <returns>False where it is refused for good.</returns>
    Task<bool> HeardAsync(HeardMessage message, CancellationToken cancellationToken);
}

/// <summary>What somebody wrote where a hook listens.</summary>
internal sealed record HeardMessage
{
    public required Hook Hook { get; init; }

    /// <summary>What the service calls it.</summary>
    public required string ExternalId { get; init; }
    public string Title { get; init; } = "";
    public string Body { get; init; } = "";
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was last changed there: what is older than what is known says nothing new. Null where nobody tells.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
    public HeardState State { get; init; }

    /// <summary>It was taken up there again: what was withdrawn, or with <see cref="IsReopened"/> also what was closed.</summary>
    public bool IsAgain { get; init; }
    public bool IsReopened { get; init; }
}

internal enum HeardState
{
    /// <summary>It stands as it is written.</summary>
    Open,

    /// <summary>It was done there.</summary>
    Done,

    /// <summary>It was closed there, and nothing comes of it.</summary>
    Declined,

    /// <summary>It was deleted there, or is no feedback any more.</summary>
    Withdrawn,
}
