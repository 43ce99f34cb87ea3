namespace Duet.Engine.Metrics;

/// <summary>The values of a query's dimensions that make a group; nulls without a split.</summary>
internal readonly record struct GroupKey(string? First, string? Second) : IComparable<GroupKey>
{
    /// <summary>What stands for a dimension without a value, in groups and in filters.</summary>
    public const string None = "(none)";

    public string? Name => Second is null ? First : $"{First} · {Second}";

    public int CompareTo(GroupKey other) =>
        string.CompareOrdinal(First, other.First) is var order and not 0 ? order : string.CompareOrdinal(Second, other.Second);
}
