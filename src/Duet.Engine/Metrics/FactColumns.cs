using Duet.Engine.Facts;

namespace Duet.Engine.Metrics;

/// <summary>What the metric language asks of a fact's columns.</summary>
internal static class FactColumns
{
    private const string Service = "service";
    private const string Product = "product";
    private const string Repo = "repo";

    /// <summary>Columns an expression may name: all but people and links.</summary>
    public static IEnumerable<string> UsableColumns(this FactTable table) =>
        from column in table.Columns
        where column.Type is not (ColumnType.Alias or ColumnType.Reference)
        select column.Name;

    public static IEnumerable<string> TimeColumns(this FactTable table) =>
        table.Columns.Where(column => column.Type == ColumnType.Time).Select(column => column.Name);

    /// <summary>Columns shown for a row; never people.</summary>
    public static IEnumerable<FactColumn> ListedColumns(this FactTable table) =>
        table.Columns.Where(column => column.IsListed && column.Type is not (ColumnType.Alias or ColumnType.Reference));

    /// <summary>What queries may group by and filter on: the fact's own columns in their order, then what stands beside the facts.</summary>
    public static IEnumerable<Dimension> Dimensions(this FactTable table)
    {
        foreach (var column in table.Columns.Where(column => column.IsDimension))
            yield return column.Name switch
            {
                Service => new Dimension(Service, DimensionKind.Service, HasPeople(table) && !column.DimensionIsWhole, column),
                _ when table.IsSubjectKind(column.Name) => new Dimension(column.Name, DimensionKind.SubjectKind, Narrows: false, column),
                _ => new Dimension(column.Name, DimensionKind.Column, HasPeople(table) && !column.DimensionIsWhole, column),
            };
        var hasService = table.HasService();
        if (hasService && table.Find(Service) is null)
            yield return new Dimension(Service, DimensionKind.Service, HasPeople(table));
        if (hasService && table.Find(Product) is null)
            yield return new Dimension(Product, DimensionKind.Product, HasPeople(table));
        if (HasPeople(table) || hasService)
            yield return new Dimension("team", DimensionKind.Team, HasPeople(table));
        if (HasPeople(table))
            yield return new Dimension("discipline", DimensionKind.Discipline, Narrows: true);
    }

    /// <summary>Null where queries on the fact know no such dimension.</summary>
    public static Dimension? Dimension(this FactTable table, string name) => table.Dimensions().FirstOrDefault(dimension => dimension.Name == name);

    /// <summary>True for the column that says what kind of actor the subject is.</summary>
    public static bool IsSubjectKind(this FactTable table, string column) => table.Subject is { } subject && column == subject.Name + "_kind";

    /// <summary>True where rows can be told by service: they name one, or a repository that may be one's code.</summary>
    public static bool HasService(this FactTable table) =>
        table.Find(Service) is { IsDimension: true } || table.Find(Repo) is { IsDimension: true };

    /// <summary>
    /// The times at which a row was created, the first that is not null counts: those marked, else the fact's first time that
    /// is never null. Empty for a fact without such a time.
    /// </summary>
    public static IReadOnlyList<FactColumn> CreatedColumns(this FactTable table)
    {
        IReadOnlyList<FactColumn> marked = [.. table.Columns.Where(column => column.CreatedRank is not null).OrderBy(column => column.CreatedRank)];
        return marked.Count > 0 ? marked : [.. table.Columns.Where(column => column is { Type: ColumnType.Time, IsNullable: false }).Take(1)];
    }

    private static bool HasPeople(FactTable table) => table.Subject is not null;
}
