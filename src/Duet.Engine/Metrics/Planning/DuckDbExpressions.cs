using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Metrics.Planning;

/// <summary>Writes checked expressions as DuckDB SQL over the fact's alias <c>f</c>. Literals become parameters.</summary>
internal sealed class DuckDbExpressions(SqlParameters parameters, DuckDbDurations durations, DuckDbLinks links)
{
    public static string Column(string name) => $"f.\"{name}\"";

    public string Write(Expression expression) => expression switch
    {
        ColumnName column => links.Column(column.Name),
        TextLiteral text => parameters.Add(text.Value),
        NumberLiteral number => parameters.Add(number.Value),
        FlagLiteral flag => parameters.Add(flag.Value),
        DurationLiteral duration => parameters.Add(duration.Seconds),
        Not not => $"(NOT {Write(not.Operand)})",
        Negation negation => $"(-{Write(negation.Operand)})",
        Binary { Operator: BinaryOperator.Divide } quotient => $"({Write(quotient.Left)} / nullif({Write(quotient.Right)}, 0))",
        Binary binary => $"({Write(binary.Left)} {ExpressionText.Sign(binary.Operator).ToUpperInvariant()} {Write(binary.Right)})",
        Membership membership => $"({Write(membership.Operand)} {(membership.Negated ? "NOT IN" : "IN")} ({List(membership.Items)}))",
        NullCheck check => $"({Write(check.Operand)} {(check.Negated ? "IS NOT NULL" : "IS NULL")})",
        Call { Function: Functions.Duration } call => durations.Seconds(Write(call.Arguments[0]), Write(call.Arguments[1])),
        // The other functions have the same names in the engine; the type checker knows no more than these.
        Call call => $"{call.Function}({List(call.Arguments)})",
        _ => throw new ArgumentException($"Unknown node {expression.GetType().Name}."),
    };

    private string List(IEnumerable<Expression> expressions) => string.Join(", ", expressions.Select(Write));
}
