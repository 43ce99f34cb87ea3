using Duet.Teams.People;

namespace Duet.Teams.Me;

/// <summary>Everything Duet holds about the person who asks, but their facts one by one.</summary>
internal sealed record OwnFile
{
    public required OwnAccount? Account { get; init; }

    /// <summary>Null where the account is linked to nobody of the directory.</summary>
    public PersonFile? Person { get; init; }
    public IReadOnlyList<BookIdentity> Identities { get; init; } = [];

    /// <summary>Rows of each fact that name one of the identities.</summary>
    public IReadOnlyList<OwnFacts> Facts { get; init; } = [];

    /// <summary>What surveys, feedback and others hold, the newest of each kind first.</summary>
    public IReadOnlyList<OwnHolding> Holdings { get; init; } = [];

    /// <summary>Records of the audit log that the account made or that are about the account or the person, the newest first.</summary>
    public IReadOnlyList<OwnMention> Mentions { get; init; } = [];
}

internal sealed record OwnAccount(Guid Id, string Mail, string Name, string Role, DateTimeOffset CreatedAt, DateOnly? LastSignInOn);

internal sealed record OwnFacts(string Fact, long Rows);

/// <param name="ByYou">The asking account did it.</param>
internal sealed record OwnMention(long Number, DateTimeOffset At, string Action, string Object, bool ByYou);
