using Duet.Engine.Facts;

namespace Duet.Engine.Metrics.Language;

/// <summary>
/// Checks an expression against the columns of a fact. The subject is refused everywhere: it may only be counted
/// inside <c>distinct()</c>, which the aggregates read themselves.
/// </summary>
internal sealed class TypeChecker(FactTable table)
{
    private ExpressionProblem? problem;

    /// <summary>The type, or the first problem.</summary>
    public static (ValueType? Type, ExpressionProblem? Problem) Check(Expression expression, FactTable table)
    {
        var checker = new TypeChecker(table);
        var type = checker.TypeOf(expression);
        return checker.problem is { } problem ? (null, problem) : (type, null);
    }

    /// <summary>As <see cref="Check"/>, where only one type will do.</summary>
    public static ExpressionProblem? Expect(ValueType expected, Expression expression, FactTable table)
    {
        var checker = new TypeChecker(table);
        checker.Expect(expression, expected);
        return checker.problem;
    }

    private ValueType? TypeOf(Expression expression) => expression switch
    {
        TextLiteral => ValueType.Text,
        NumberLiteral => ValueType.Number,
        FlagLiteral => ValueType.Flag,
        DurationLiteral => ValueType.Duration,
        ColumnName column => TypeOf(column),
        Not not => Expect(not.Operand, ValueType.Flag),
        Negation negation => ExpectOne(negation.Operand, ValueType.Number, ValueType.Duration),
        NullCheck check => TypeOf(check),
        Membership membership => TypeOf(membership),
        Binary binary => TypeOf(binary),
        Call call => TypeOf(call),
        _ => throw new ArgumentException($"Unknown node {expression.GetType().Name}."),
    };

    private ValueType? TypeOf(ColumnName name)
    {
        if (table.Find(name.Name) is not { } column)
            return Fail(name.At, $"'{table.Name}' has no column '{name.Name}'{Nearest.Hint(name.Name, table.UsableColumns())}");
        return column.Type switch
        {
            ColumnType.Text => ValueType.Text,
            ColumnType.Integer or ColumnType.Number => ValueType.Number,
            ColumnType.Flag => ValueType.Flag,
            ColumnType.Time => ValueType.Time,
            ColumnType.Alias => Fail(name.At, $"'{name.Name}' names people: it may only be counted, inside distinct({name.Name})"),
            _ => Fail(name.At, $"'{name.Name}' is a link to {column.References}: it may only be tested with 'is null'"),
        };
    }

    private ValueType? TypeOf(NullCheck check)
    {
        var isLink = check.Operand is ColumnName name && table.Find(name.Name) is { Type: ColumnType.Reference };
        return isLink || TypeOf(check.Operand) is not null ? ValueType.Flag : null;
    }

    private ValueType? TypeOf(Membership membership)
    {
        if (TypeOf(membership.Operand) is not { } type)
            return null;
        foreach (var item in membership.Items)
        {
            if (Expect(item, type) is null)
                return null;
            if (!IsWordOf(membership.Operand, item))
                return null;
        }
        return ValueType.Flag;
    }

    private ValueType? TypeOf(Binary binary) => binary.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or =>
            Expect(binary.Left, ValueType.Flag) is null ? null : Expect(binary.Right, ValueType.Flag),
        BinaryOperator.Add or BinaryOperator.Subtract =>
            ExpectOne(binary.Left, ValueType.Number, ValueType.Duration) is { } type ? Expect(binary.Right, type) : null,
        BinaryOperator.Multiply =>
            ExpectOne(binary.Left, ValueType.Number, ValueType.Duration) is { } type && Expect(binary.Right, ValueType.Number) is not null ? type : null,
        BinaryOperator.Divide => Quotient(binary),
        _ => Comparison(binary),
    };

    private ValueType? Quotient(Binary binary) =>
        (ExpectOne(binary.Left, ValueType.Number, ValueType.Duration), ExpectOne(binary.Right, ValueType.Number, ValueType.Duration)) switch
        {
            (ValueType.Number, ValueType.Duration) => Fail(binary.Right.At, "expected a number, but this is a duration"),
            (ValueType.Duration, ValueType.Number) => ValueType.Duration,
            (not null, not null) => ValueType.Number,
            _ => null,
        };

    private ValueType? Comparison(Binary binary)
    {
        if (TypeOf(binary.Left) is not { } type || Expect(binary.Right, type) is null)
            return null;
        var ordered = binary.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual);
        if (ordered && type is (ValueType.Text or ValueType.Flag))
            return Fail(binary.Left.At, $"{Say(type)} has no order: use = or <>");
        return IsWordOf(binary.Left, binary.Right) && IsWordOf(binary.Right, binary.Left) ? ValueType.Flag : null;
    }

    // A misspelt word of a closed list would silently match nothing.
    private bool IsWordOf(Expression side, Expression other)
    {
        if (side is not ColumnName name || other is not TextLiteral text || table.Find(name.Name)?.EnumValues is not { } words)
            return true;
        if (words.Contains(text.Value))
            return true;
        Fail(text.At, $"'{name.Name}' is never '{text.Value}'; it is one of {string.Join(", ", words)}");
        return false;
    }

    private ValueType? TypeOf(Call call)
    {
        if (call.Function == "distinct")
            return Fail(call.At, "distinct() may only stand alone, as the measure of 'aggregate: distinct' or in 'per'");
        if (!Functions.ByName.TryGetValue(call.Function, out var function))
            return Fail(call.At, $"there is no function '{call.Function}'{Nearest.Hint(call.Function, Functions.ByName.Keys)}");
        if (call.Arguments.Count < function.Least || call.Arguments.Count > function.Most)
            return Fail(call.At, $"expected {function.Usage}");
        ValueType? first = null;
        foreach (var argument in call.Arguments)
        {
            var allowed = function.SameTypes && first is { } same ? [same] : function.Arguments;
            if (ExpectOne(argument, [.. allowed]) is not { } type)
                return null;
            first ??= type;
        }
        return function.Result ?? first;
    }

    private ValueType? Expect(Expression expression, ValueType expected) => ExpectOne(expression, expected);

    private ValueType? ExpectOne(Expression expression, params ValueType[] expected)
    {
        if (TypeOf(expression) is not { } type)
            return null;
        return expected.Contains(type)
            ? type
            : Fail(expression.At, $"expected {string.Join(" or ", expected.Select(Say))}, but this is {Say(type)}");
    }

    private ValueType? Fail(int at, string message)
    {
        problem ??= new ExpressionProblem(at, message);
        return null;
    }

    public static string Say(ValueType type) => type switch
    {
        ValueType.Text => "a text",
        ValueType.Number => "a number",
        ValueType.Flag => "a condition",
        ValueType.Time => "a time",
        ValueType.Duration => "a duration",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
