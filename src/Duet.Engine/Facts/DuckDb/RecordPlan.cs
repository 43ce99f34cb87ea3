using System.Reflection;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>One property of a record, and the column it is written to.</summary>
/// <param name="Reference">Position among the record's references; -1 for all other columns.</param>
internal sealed record PlannedColumn(FactColumn Column, PropertyInfo Property, int Reference);

/// <summary>A reference of a record: the key it names, and the repo it is looked up in where both facts have one.</summary>
internal sealed record PlannedReference(FactColumn Column, FactTable Target, Func<object, string?> Key, Func<object, string?>? Scope)
{
    public FactColumn TargetKey => Target.Key[^1];
    public FactColumn TargetScope => Target.Key[0];
}

/// <summary>How a record type, a fact or a patch of one, is read: worked out once, then run without reflection.</summary>
internal sealed class RecordPlan
{
    private RecordPlan(Type record, FactTable table, IReadOnlyDictionary<Type, FactTable> tables)
    {
        Record = record;
        Table = table;
        IsFact = record == table.Record;

        List<PlannedReference> references = [];
        List<PlannedColumn> columns = [];
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var column = ColumnOf(property);
            var isReference = column.Type == ColumnType.Reference;
            columns.Add(new PlannedColumn(column, property, isReference ? references.Count : -1));
            if (isReference) references.Add(ReferenceOf(column, property, tables));
        }
        (Columns, References) = (columns, references);

        Key = [.. table.Key.Select(key => columns.Find(c => c.Column == key) ?? throw Misfit($"lacks the key property {key.Property.Name}"))];
        Values = [.. columns.Where(c => !c.Column.IsKey)];
        Actors = [.. columns.Where(c => c.Column.Type == ColumnType.Alias).Select(c => Compiled.Getter<Actor?>(record, c.Property))];
        Keys = Compiled.KeyComparer(record, Key.Select(k => k.Property));
        KeyTexts = IsFact && tables.Values.Any(t => t.Columns.Any(c => c.ReferencedFact == record)) ? KeyTextsOf() : null;
    }

    public Type Record { get; }
    public FactTable Table { get; }

    /// <summary>False for a patch, which has the key and some columns only.</summary>
    public bool IsFact { get; }
    public IReadOnlyList<PlannedColumn> Columns { get; }
    public IReadOnlyList<PlannedColumn> Key { get; }
    public IReadOnlyList<PlannedColumn> Values { get; }
    public IReadOnlyList<PlannedReference> References { get; }
    public IReadOnlyList<Func<object, Actor?>> Actors { get; }

    /// <summary>Compares records by their keys.</summary>
    public IEqualityComparer<object> Keys { get; }

    /// <summary>The key as a whole (empty where it has none) and a text; null where no fact refers to this one.</summary>
    public Func<object, (string Whole, string Key)>? KeyTexts { get; }

    /// <exception cref="ArgumentException">The type is neither a fact of the store nor a patch that fits one.</exception>
    public static RecordPlan Of(Type record, IReadOnlyDictionary<Type, FactTable> tables)
    {
        var fact = record.GetCustomAttribute<PatchOfAttribute>()?.Fact ?? record;
        return tables.TryGetValue(fact, out var table)
            ? new RecordPlan(record, table, tables)
            : throw new ArgumentException($"{record.Name} is neither a fact of this store nor marked with [PatchOf].");
    }

    private Func<object, (string, string)> KeyTextsOf()
    {
        var key = Compiled.Getter<string>(Record, Key[^1].Property);
        if (Key.Count == 1) return row => ("", key(row));
        var whole = Compiled.Getter<string>(Record, Key[0].Property);
        return row => (whole(row), key(row));
    }

    private FactColumn ColumnOf(PropertyInfo property)
    {
        var column = Table.Find(FactColumn.NameOf(property)) ?? throw Misfit($"has {property.Name}, which the fact lacks");
        if (IsFact) return column;

        var mine = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var theirs = Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType;
        if (mine != theirs) throw Misfit($"has {property.Name} as {mine.Name}, the fact as {theirs.Name}");
        if (FactColumn.AcceptsNull(property) && !FactColumn.AcceptsNull(column.Property)) throw Misfit($"may set {property.Name} to null");
        return column;
    }

    private PlannedReference ReferenceOf(FactColumn column, PropertyInfo property, IReadOnlyDictionary<Type, FactTable> tables)
    {
        if (!tables.TryGetValue(column.ReferencedFact!, out var target)) throw Misfit($"refers to {column.ReferencedFact!.Name}, which is no fact of this store");
        if (target.Key is not ([{ Type: ColumnType.Text }] or [{ Type: ColumnType.Text }, { Type: ColumnType.Text }]))
            throw Misfit($"refers to {target.Name}, whose key is not one text, or a whole and one text");

        Func<object, string?>? scope = null;
        if (target.Key is [var whole, _] && Table.Find(whole.Name) is not null)
        {
            var own = Record.GetProperty(whole.Property.Name)
                ?? throw Misfit($"has {property.Name} and needs {whole.Property.Name} beside it, in which {target.Name} is looked up");
            scope = Compiled.Getter<string?>(Record, own);
        }
        return new PlannedReference(column, target, Compiled.Getter<string?>(Record, property), scope);
    }

    private ArgumentException Misfit(string what) => new($"{Record.Name} {what} ({Table.Name}).");
}
