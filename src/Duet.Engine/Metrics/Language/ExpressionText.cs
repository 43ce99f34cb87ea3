using System.Globalization;

namespace Duet.Engine.Metrics.Language;

/// <summary>Writes an expression as people read it, in one way whatever the page's spacing.</summary>
internal static class ExpressionText
{
    public static string Write(Expression expression) => expression switch
    {
        ColumnName column => column.Name,
        TextLiteral text => $"'{text.Value}'",
        NumberLiteral number => number.Value.ToString("0.############", CultureInfo.InvariantCulture),
        FlagLiteral flag => flag.Value ? "true" : "false",
        DurationLiteral duration => Span(duration.Seconds),
        Not not => $"not {Operand(not.Operand)}",
        Negation negation => $"-{Operand(negation.Operand)}",
        Binary binary => $"{Operand(binary.Left)} {Sign(binary.Operator)} {Operand(binary.Right)}",
        Membership membership => $"{Operand(membership.Operand)} {(membership.Negated ? "not in" : "in")} ({List(membership.Items)})",
        NullCheck check => $"{Operand(check.Operand)} {(check.Negated ? "is not null" : "is null")}",
        Call call => $"{call.Function}({List(call.Arguments)})",
        _ => throw new ArgumentException($"Unknown node {expression.GetType().Name}."),
    };

    public static string Sign(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => throw new ArgumentOutOfRangeException(nameof(binary)),
    };

    private static string Operand(Expression expression) =>
        expression is Binary or Not or Membership or NullCheck ? $"({Write(expression)})" : Write(expression);

    private static string List(IEnumerable<Expression> expressions) => string.Join(", ", expressions.Select(Write));

    private static string Span(double seconds)
    {
        var (value, unit) = seconds switch
        {
            >= 86_400 when seconds % 86_400 == 0 => (seconds / 86_400, "day"),
            >= 3_600 when seconds % 3_600 == 0 => (seconds / 3_600, "hour"),
            _ => (seconds / 60, "minute"),
        };
        return value.ToString("0.######", CultureInfo.InvariantCulture) + " " + unit + (value == 1 ? "" : "s");
    }
}
