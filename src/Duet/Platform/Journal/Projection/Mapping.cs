using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Projection;

/// <summary>What a map made of a delivery: its items, or why it could not.</summary>
internal sealed record Mapping(JournalRow Row, IReadOnlyList<MappedItem> Items, string? Problem = null, string? Detail = null, int Tries = 1)
{
    /// <summary>What became of one item, whatever the map said or left out about it.</summary>
    public MappedItem Item(int index) =>
        Problem is not null ? new MappedItem(index, [], Problem, Detail)
        : Known(index) ?? new MappedItem(index, [], MapProblems.NotMapped, "The map said nothing about it.");

    // Maps mostly answer in order, and a batch may hold thousands.
    private MappedItem? Known(int index) =>
        index < Items.Count && Items[index].Index == index ? Items[index] : Items.FirstOrDefault(item => item.Index == index);
}

/// <summary>Why the projector puts items aside; maps have words of their own.</summary>
internal static class MapProblems
{
    public const string NoMap = "no-map";
    public const string NotMapped = "not-mapped";
    public const string MapFailed = "map-failed";
    public const string MapTimeout = "map-timeout";
    public const string Damaged = "damaged";

    /// <summary>The facts were made, and the store could not take them.</summary>
    public const string FactsRefused = "facts-refused";
}
