namespace Duet.Sources.Hooks;

/// <summary>Whoever makes something of what people write where a hook listens.</summary>
internal interface IHookListener
{
    /// <summary>What those who write at a hook can be to the product: the words that a hook may hold.</summary>
    IReadOnlyList<string> Kinds { get; }

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

    /// <summary>It was deleted there, or is no feedback any more.</summary>
    public bool IsWithdrawn { get; init; }
}
