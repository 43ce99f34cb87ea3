using System.Reflection;
using System.Text.Json;

namespace Duet.Engine.Facts;

/// <summary>One column of a fact, read from a property and its attributes.</summary>
public sealed class FactColumn
{
    private static readonly NullabilityInfoContext Nullability = new();

    private FactColumn(PropertyInfo property)
    {
        Property = property;
        Name = NameOf(property);

        var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var reference = property.GetCustomAttribute<ReferenceAttribute>();
        ReferencedFact = reference?.Fact;
        References = reference?.Fact.GetCustomAttribute<FactAttribute>()?.Name;
        Type = reference is null ? TypeOf(value, property) : ColumnType.Reference;
        EnumValues = value.IsEnum ? WordsOf(value) : null;

        var dimension = property.GetCustomAttribute<DimensionAttribute>();
        IsKey = property.IsDefined(typeof(KeyAttribute));
        IsSubject = property.IsDefined(typeof(SubjectAttribute));
        IsDimension = dimension is not null;
        DimensionIsWhole = dimension is { Whole: true };
        IsIdentifying = property.IsDefined(typeof(IdentifyingAttribute));
        IsListed = property.IsDefined(typeof(ListedAttribute));
        CreatedRank = property.GetCustomAttribute<CreatedAttribute>()?.Rank;
        IsNullable = AcceptsNull(property) || (reference is not null && !IsKey);

        if (reference is not null && value != typeof(string))
            throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: a reference is written as text.");
        if (IsKey && IsNullable)
            throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: a key cannot be null.");
    }

    /// <summary>
    /// The property's name in snake case: <c>merged_at</c>. The property <c>Id</c>, the source's own name for a row, is the column
    /// <c>key</c>, because <c>id</c> is the surrogate.
    /// </summary>
    public string Name { get; }
    public ColumnType Type { get; }

    /// <summary>The words an enum column may hold, in order of declaration; null for all other columns.</summary>
    public IReadOnlyList<string>? EnumValues { get; }

    /// <summary>The name of the fact a <see cref="ColumnType.Reference"/> leads to; null for all other columns.</summary>
    public string? References { get; }
    public bool IsKey { get; }

    /// <summary>The one actor a row is about; may only be counted inside <c>distinct()</c>.</summary>
    public bool IsSubject { get; }
    public bool IsDimension { get; }

    /// <summary>A dimension whose values name the whole of a repository or service, so that groups by it are never suppressed.</summary>
    public bool DimensionIsWhole { get; }

    /// <summary>Text that can single out one person's work.</summary>
    public bool IsIdentifying { get; }

    /// <summary>Shown when the rows behind a number are listed.</summary>
    public bool IsListed { get; }

    /// <summary>Place among the times at which a row was created; null for all other columns.</summary>
    public int? CreatedRank { get; }

    /// <summary>True where a row may hold null; a reference is null where the row it names is unknown.</summary>
    public bool IsNullable { get; }

    internal PropertyInfo Property { get; }
    internal Type? ReferencedFact { get; }

    internal static FactColumn Of(PropertyInfo property) => new(property);

    internal static string NameOf(PropertyInfo property) => property.Name == "Id" ? "key" : Word(property.Name);

    /// <summary>A name of the code as it is written in tables and metric pages: <c>ChangesRequested</c> is <c>changes_requested</c>.</summary>
    internal static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static ColumnType TypeOf(Type value, PropertyInfo property) => value switch
    {
        _ when value == typeof(string) || value.IsEnum => ColumnType.Text,
        _ when value == typeof(int) || value == typeof(long) => ColumnType.Integer,
        _ when value == typeof(double) => ColumnType.Number,
        _ when value == typeof(bool) => ColumnType.Flag,
        _ when value == typeof(DateTimeOffset) => ColumnType.Time,
        _ when value == typeof(Actor) => ColumnType.Alias,
        _ => throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: facts hold no {value.Name}."),
    };

    private static string[] WordsOf(Type words)
    {
        if (!Enum.GetValuesAsUnderlyingType(words).Cast<int>().SequenceEqual(Enumerable.Range(0, Enum.GetNames(words).Length)))
            throw new InvalidOperationException($"{words.Name}: its values count up from 0.");
        return [.. Enum.GetNames(words).Select(Word)];
    }

    internal static bool AcceptsNull(PropertyInfo property)
    {
        if (property.PropertyType.IsValueType) return Nullable.GetUnderlyingType(property.PropertyType) is not null;
        lock (Nullability) return Nullability.Create(property).ReadState == NullabilityState.Nullable;
    }
}
