using System.Globalization;
using Duet.Feedback.Records;

namespace Duet.Feedback.Search;

/// <summary>What lists of voices are filtered and ordered by.</summary>
/// <param name="Captured">In ticks of UTC.</param>
/// <param name="ShownOn">The board on which anybody may see it; null where nobody may.</param>
internal readonly record struct VoiceKey(
    int Id, double Weight, long Captured, VoiceKind Kind, VoiceEnd? ClosedAs, bool IsLinked, bool IsReleased, bool IsTold, int? TeamId, string? Service,
    int? ShownOn, PublicState Shown, int Votes)
{
    public bool Is(VoiceFilter filter) => filter switch
    {
        VoiceFilter.Waiting => ClosedAs is null && !IsLinked,
        VoiceFilter.Linked => ClosedAs is null && IsLinked && !IsReleased,
        VoiceFilter.Tell => IsReleased && !IsTold && ClosedAs is null or VoiceEnd.Done,
        _ => true,
    };

    /// <summary>Which of two comes first in a list; never 0 for two voices.</summary>
    public static Comparison<VoiceKey> By(VoiceOrder order) => order switch
    {
        VoiceOrder.Heaviest => (one, other) => other.Weight.CompareTo(one.Weight) is not 0 and var by ? by : one.Id.CompareTo(other.Id),
        VoiceOrder.Oldest => (one, other) => one.Captured.CompareTo(other.Captured) is not 0 and var by ? by : one.Id.CompareTo(other.Id),
        _ => (one, other) => other.Captured.CompareTo(one.Captured) is not 0 and var by ? by : other.Id.CompareTo(one.Id),
    };

    /// <summary>As <see cref="By"/>, for readers of the portal.</summary>
    public static int ByVotes(VoiceKey one, VoiceKey other) => other.Votes.CompareTo(one.Votes) is not 0 and var by ? by : other.Id.CompareTo(one.Id);

    /// <summary>Where a page ends, for the next one to go on behind it.</summary>
    public string Place(VoiceOrder order) => order == VoiceOrder.Heaviest
        ? string.Create(CultureInfo.InvariantCulture, $"{Weight:R}~{Id}")
        : string.Create(CultureInfo.InvariantCulture, $"{Captured}~{Id}");

    /// <summary>A key that stands at a place; null for none, and for what is no place.</summary>
    public static VoiceKey? At(string? place, VoiceOrder order)
    {
        if (place?.Split('~') is not [var value, var last] || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        if (order == VoiceOrder.Heaviest)
            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? default(VoiceKey) with { Id = id, Weight = weight } : null;
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? default(VoiceKey) with { Id = id, Captured = ticks } : null;
    }
}
