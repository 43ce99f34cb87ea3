using Duet.Initiatives.Records;
using Duet.Surveys.Records;

namespace Duet.Surveys.FollowUps;

/// <summary>An action as somebody entered it. One of the two owners is needed.</summary>
internal sealed record FollowUpInput(string? Topic, string? Action, int? OwnerPerson, int? OwnerTeam, int? Initiative, DateOnly? DueOn);

/// <summary>A follow-up in words.</summary>
internal sealed record FollowUpLine
{
    public required FollowUp FollowUp { get; init; }

    /// <summary>The number of the wave that called for it.</summary>
    public required int Wave { get; init; }

    /// <summary>The statement in few words, or the theme.</summary>
    public required string Topic { get; init; }
    public string? Person { get; init; }
    public string? Team { get; init; }
    public Initiative? Initiative { get; init; }

    /// <summary>The number of the wave that asks about it; null for none yet.</summary>
    public int? AskedAgain { get; init; }

    /// <summary>How many of those said that it helped; null where that is not released, or not asked.</summary>
    public ReleasedCell? Helped { get; init; }

    /// <summary>Person and team; empty for nobody.</summary>
    public string Owner => string.Join(", ", new[] { Person, Team }.OfType<string>());

    /// <summary>It shipped, and those who were asked have not been told so.</summary>
    public bool IsToBeTold => Initiative?.ShippedAt is not null && FollowUp.ShippedToldAt is null;
}

/// <summary>A follow-up whose initiative has shipped, and of which nobody was told so yet.</summary>
internal sealed record FollowUpToTell(int Survey, string Title, int Wave, string Action, string Initiative, DateTimeOffset ShippedAt);
