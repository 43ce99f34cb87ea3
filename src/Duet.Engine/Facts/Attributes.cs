namespace Duet.Engine.Facts;

/// <summary>Names the table of a fact. A record with it is a fact; the store makes the schema from its properties.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FactAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Part of the natural key of a row within its source. Rows with the same source and key replace each other.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute : Attribute;

/// <summary>
/// The one actor a row is about. The metric language may only count it inside <c>distinct()</c>,
/// and groups with fewer distinct subjects than the floor are suppressed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SubjectAttribute : Attribute;

/// <summary>A column that a query may group by or filter on.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DimensionAttribute : Attribute
{
    /// <summary>
    /// True where a value names the whole of a repository or service (never suppressed);
    /// false where it is narrower, so that small groups of people are suppressed.
    /// </summary>
    public bool Whole { get; init; }
}

/// <summary>Text that can single out one person's work: filtering on it narrows a population, so the floor applies.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentifyingAttribute : Attribute;

/// <summary>The key (one text) of a row of another fact of the same source; stored as that row's surrogate, null where unknown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceAttribute(Type fact) : Attribute
{
    public Type Fact { get; } = fact;
}

/// <summary>
/// When a row came to be: the time at which its subject's team counts. Where a fact marks several, the first that is not null
/// counts; where it marks none, its first time that is never null.
/// </summary>
/// <param name="rank">Order among those marked, lowest first.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CreatedAttribute(int rank = 0) : Attribute
{
    public int Rank { get; } = rank;
}

/// <summary>A column shown when the rows behind a number are listed, in the order of declaration.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListedAttribute : Attribute;

/// <summary>Marks a record that changes some columns of existing rows of <paramref name="fact"/>, found by its key properties.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PatchOfAttribute(Type fact) : Attribute
{
    public Type Fact { get; } = fact;
}
