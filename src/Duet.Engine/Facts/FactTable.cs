using System.Reflection;

namespace Duet.Engine.Facts;

/// <summary>
/// The table of one fact. Besides <see cref="Columns"/> it holds <c>id</c> (BIGINT, dense, rising, never given twice)
/// and <c>source</c> (INTEGER, <c>source.id</c>).
/// </summary>
public sealed class FactTable
{
    private readonly Dictionary<string, FactColumn> byName;

    private FactTable(Type record, string name)
    {
        Record = record;
        Name = name;
        Columns = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(FactColumn.Of)];
        Key = [.. Columns.Where(c => c.IsKey)];
        Subject = Columns.SingleOrDefault(c => c.IsSubject);
        byName = Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);

        if (Key.Count == 0) throw new InvalidOperationException($"{record.Name} has no [Key].");
        if (Subject is { Type: not ColumnType.Alias }) throw new InvalidOperationException($"{record.Name}: a subject is an {nameof(Actor)}.");
    }

    public string Name { get; }

    /// <summary>In the order of declaration.</summary>
    public IReadOnlyList<FactColumn> Columns { get; }

    /// <summary>The columns that name a row within its source, in the order of declaration; never empty.</summary>
    public IReadOnlyList<FactColumn> Key { get; }

    /// <summary>The actor a row is about; null for facts that are about no one (release, run, deployment, incident).</summary>
    public FactColumn? Subject { get; }

    internal Type Record { get; }

    /// <summary>The column of that name; null where the fact has none.</summary>
    public FactColumn? Find(string column) => byName.GetValueOrDefault(column);

    internal static FactTable Of(Type record) =>
        new(record, record.GetCustomAttribute<FactAttribute>()?.Name ?? throw new ArgumentException($"{record.Name} is no fact: it has no [Fact]."));
}
