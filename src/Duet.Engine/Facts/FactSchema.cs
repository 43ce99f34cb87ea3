namespace Duet.Engine.Facts;

/// <summary>The tables of all facts, read once from <see cref="FactTypes.All"/>.</summary>
public static class FactSchema
{
    private static readonly Dictionary<string, FactTable> ByName;

    static FactSchema()
    {
        Tables = [.. FactTypes.All.Select(FactTable.Of)];
        ByName = Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    public static IReadOnlyList<FactTable> Tables { get; }

    /// <summary>The table of that name, such as <c>change</c>; null where there is no such fact.</summary>
    public static FactTable? Find(string fact) => ByName.GetValueOrDefault(fact);
}
