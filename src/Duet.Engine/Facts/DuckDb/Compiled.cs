using System.Linq.Expressions;
using System.Reflection;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Writes the cells of one record, up to but without the end of the row.</summary>
internal delegate void RowWriter(object row, int ordinal, ChunkValues values, IDuckDBAppenderRow target);

/// <summary>Code made from the properties of records, so that no reflection is left per row.</summary>
internal static class Compiled
{
    public static Func<object, T> Getter<T>(Type record, PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, T>>(Expression.Property(Expression.Convert(row, record), property), row).Compile();
    }

    public static IEqualityComparer<object> KeyComparer(Type record, IEnumerable<PropertyInfo> key)
    {
        var (x, y) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        Expression hash = Expression.Constant(17);
        Expression equals = Expression.Constant(true);
        foreach (var property in key)
        {
            var (left, right) = (Part(x, property), Part(y, property));
            hash = Expression.Call(typeof(KeyParts), nameof(KeyParts.Mix), [left.Type], hash, left);
            equals = Expression.AndAlso(equals, Expression.Call(typeof(KeyParts), nameof(KeyParts.Same), [left.Type], left, right));
        }
        return EqualityComparer<object>.Create(
            Expression.Lambda<Func<object?, object?, bool>>(equals, x, y).Compile(),
            Expression.Lambda<Func<object, int>>(hash, x).Compile());

        Expression Part(Expression row, PropertyInfo property)
        {
            var value = Expression.Property(Expression.Convert(row, record), property);
            return typeof(KeyParts).GetMethod(nameof(KeyParts.Part), [property.PropertyType]) is { } part ? Expression.Call(part, value) : value;
        }
    }

    /// <summary>A writer for the columns in the order of the table it fills.</summary>
    public static RowWriter Writer(Type record, IEnumerable<Cell> cells)
    {
        var row = Expression.Parameter(typeof(object));
        var ordinal = Expression.Parameter(typeof(int));
        var values = Expression.Parameter(typeof(ChunkValues));
        var target = Expression.Parameter(typeof(IDuckDBAppenderRow));
        var typed = Expression.Variable(record);

        List<Expression> body = [Expression.Assign(typed, Expression.Convert(row, record))];
        body.AddRange(cells.Select(cell => Append(target, cell switch
        {
            Cell.Id => Expression.ArrayIndex(Expression.Field(values, nameof(ChunkValues.Ids)), ordinal),
            Cell.Source => Expression.Field(values, nameof(ChunkValues.Source)),
            Cell.Ordinal => ordinal,
            Cell.Of of => Value(of.Planned, typed, ordinal, values),
            _ => throw new InvalidOperationException(cell.ToString()),
        })));
        return Expression.Lambda<RowWriter>(Expression.Block([typed], body), row, ordinal, values, target).Compile();
    }

    private static Expression Value(PlannedColumn planned, Expression row, Expression ordinal, Expression values)
    {
        var value = Expression.Property(row, planned.Property);
        return planned.Column switch
        {
            { Type: ColumnType.Reference } =>
                Expression.Call(values, nameof(ChunkValues.ReferenceOf), null, Expression.Constant(planned.Reference), ordinal),
            { Type: ColumnType.Alias } => Expression.Call(values, nameof(ChunkValues.AliasOf), null, value),
            { EnumValues: { } words } => Expression.Call(
                typeof(KeyParts), nameof(KeyParts.Word), null, Expression.Constant(words.ToArray()), Expression.Convert(value, typeof(int?))),
            { Type: ColumnType.Text } => Expression.Call(typeof(FactText), nameof(FactText.Clean), null, value),
            { Type: ColumnType.Time } => Expression.Call(
                typeof(KeyParts), nameof(KeyParts.Utc), null, Expression.Convert(value, typeof(DateTimeOffset?))),
            _ => value,
        };
    }

    private static MethodCallExpression Append(Expression target, Expression value)
    {
        var type = value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null
            ? typeof(Nullable<>).MakeGenericType(value.Type)
            : value.Type;
        var method = typeof(IDuckDBAppenderRow).GetMethod(nameof(IDuckDBAppenderRow.AppendValue), [type])!;
        return Expression.Call(target, method, type == value.Type ? value : Expression.Convert(value, type));
    }
}

/// <summary>What is written into one column.</summary>
internal abstract record Cell
{
    /// <summary>The surrogate of the row.</summary>
    public sealed record Id : Cell;

    public sealed record Source : Cell;

    /// <summary>The position of the row in its chunk.</summary>
    public sealed record Ordinal : Cell;

    public sealed record Of(PlannedColumn Planned) : Cell;
}
