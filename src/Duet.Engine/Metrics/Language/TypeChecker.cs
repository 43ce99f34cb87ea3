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
    public static (ExpressionType? Type, ExpressionProblem? Problem) Check(Expression expression, FactTable table)
    {
        var checker = new TypeChecker(table);
        var type = checker.TypeOf(expression);
        return checker.problem is { } problem ? (null, problem) : (type, null);
    }

    /// <summary>As <see cref="Check"/>, where only one type will do.</summary>
    public static ExpressionProblem? Expect(ExpressionType expected, Expression expression, FactTable table)
    {
        var checker = new TypeChecker(table);
        checker.Expect(expression, expected);
        return checker.problem;
    }

    private ExpressionType? TypeOf(Expression expression) => expression switch
    {
        TextLiteral => ExpressionType.Text,
        NumberLiteral => ExpressionType.Number,
        FlagLiteral => ExpressionType.Flag,
        DurationLiteral => ExpressionType.Duration,
        ColumnName column => TypeOf(column),
        Not not => Expect(not.Operand, ExpressionType.Flag),
        Negation negation => ExpectOne(negation.Operand, ExpressionType.Number, ExpressionType.Duration),
        NullCheck check => TypeOf(check),
        Membership membership => TypeOf(membership),
        Binary binary => TypeOf(binary),
        Call call => TypeOf(call),
        _ => throw new ArgumentException($"Unknown node {expression.GetType().Name}."),
    };

    private ExpressionType? TypeOf(ColumnName name)
    {
        if (table.Find(name.Name) is null && table.Dimension(name.Name) is not null)
            return Fail(name.At, $"'{name.Name}' is told of rows by what stands beside them: leave it to those who ask, with by={name.Name} or where={name.Name}:...");
        if (table.Find(name.Name) is not { } column)
            return Fail(name.At, $"'{table.Name}' has no column '{name.Name}'{Nearest.Hint(name.Name, table.UsableColumns())}");
        return column.Type switch
        {
            ColumnType.Text => ExpressionType.Text,
            ColumnType.Integer or ColumnType.Number => ExpressionType.Number,
            ColumnType.Flag => ExpressionType.Flag,
            ColumnType.Time => ExpressionType.Time,
            ColumnType.Alias => Fail(name.At, $"'{name.Name}' names people: it may only be counted, inside distinct({name.Name})"),
            _ => Fail(name.At, $"'{name.Name}' is a link to {column.References}: it may only be tested with 'is null'"),
        };
    }

    private ExpressionType? TypeOf(NullCheck check)
    {
        var isLink = check.Operand is ColumnName name && table.Find(name.Name) is { Type: ColumnType.Reference };
        return isLink || TypeOf(check.Operand) is not null ? ExpressionType.Flag : null;
    }

    private ExpressionType? TypeOf(Membership membership)
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
        return ExpressionType.Flag;
    }

    private ExpressionType? TypeOf(Binary binary) => binary.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or =>
            Expect(binary.Left, ExpressionType.Flag) is null ? null : Expect(binary.Right, ExpressionType.Flag),
        BinaryOperator.Add or BinaryOperator.Subtract =>
            ExpectOne(binary.Left, ExpressionType.Number, ExpressionType.Duration) is { } type ? Expect(binary.Right, type) : null,
        BinaryOperator.Multiply =>
            ExpectOne(binary.Left, ExpressionType.Number, ExpressionType.Duration) is { } type && Expect(binary.Right, ExpressionType.Number) is not null ? type : null,
        BinaryOperator.Divide => Quotient(binary),
        _ => Comparison(binary),
    };

    private ExpressionType? Quotient(Binary binary) =>
        (ExpectOne(binary.Left, ExpressionType.Number, ExpressionType.Duration), ExpectOne(binary.Right, ExpressionType.Number, ExpressionType.Duration)) switch
        {
            (ExpressionType.Number, ExpressionType.Duration) => Fail(binary.Right.At, "expected a number, but this is a duration"),
            (ExpressionType.Duration, ExpressionType.Number) => ExpressionType.Duration,
            (not null, not null) => ExpressionType.Number,
            _ => null,
        };

    private ExpressionType? Comparison(Binary binary)
    {
        if (TypeOf(binary.Left) is not { } type || Expect(binary.Right, type) is null)
            return null;
        var ordered = binary.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual);
        if (ordered && type is (ExpressionType.Text or ExpressionType.Flag))
            return Fail(binary.Left.At, $"{Say(type)} has no order: use = or <>");
        return IsWordOf(binary.Left, binary.Right) && IsWordOf(binary.Right, binary.Left) ? ExpressionType.Flag : null;
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

    private ExpressionType? TypeOf(Call call)
    {
        if (call.Function == "distinct")
            return Fail(call.At, "distinct() may only stand alone, as the measure of 'aggregate: distinct' or in 'per'");
        if (!Functions.ByName.TryGetValue(call.Function, out var function))
            return Fail(call.At, $"there is no function '{call.Function}'{Nearest.Hint(call.Function, Functions.ByName.Keys)}");
        if (call.Arguments.Count < function.Least || call.Arguments.Count > function.Most)
            return Fail(call.At, $"expected {function.Usage}");
        ExpressionType? first = null;
        foreach (var argument in call.Arguments)
        {
            var allowed = function.SameTypes && first is { } same ? [same] : function.Arguments;
            if (ExpectOne(argument, [.. allowed]) is not { } type)
                return null;
            first ??= type;
        }
        return function.Result ?? first;
    }

    private ExpressionType? Expect(Expression expression, ExpressionType expected) => ExpectOne(expression, expected);

    private ExpressionType? ExpectOne(Expression expression, params ExpressionType[] expected)
    {
        if (TypeOf(expression) is not { } type)
            return null;
        return expected.Contains(type)
            ? type
            : Fail(expression.At, $"expected {string.Join(" or ", expected.Select(Say))}, but this is {Say(type)}");
    }

    private ExpressionType? Fail(int at, string message)
    {
        problem ??= new ExpressionProblem(at, message);
        return null;
    }

    public static string Say(ExpressionType type) => type switch
    {
        ExpressionType.Text => "a text",
        ExpressionType.Number => "a number",
        ExpressionType.Flag => "a condition",
        ExpressionType.Time => "a time",
        ExpressionType.Duration => "a duration",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
