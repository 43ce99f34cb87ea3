namespace Duet.Engine.Metrics.Language;

/// <summary>Walks over expressions.</summary>
internal static class ExpressionTree
{
    /// <summary>The node and all nodes below it, parents first.</summary>
    public static IEnumerable<Expression> SelfAndBelow(this Expression expression) =>
        expression.Children().SelectMany(SelfAndBelow).Prepend(expression);

    /// <summary>The conditions that must all hold: <c>a and (b and c)</c> gives three.</summary>
    public static IEnumerable<Expression> Conjuncts(this Expression expression) =>
        expression is Binary { Operator: BinaryOperator.And } and
            ? and.Left.Conjuncts().Concat(and.Right.Conjuncts())
            : [expression];

    private static IEnumerable<Expression> Children(this Expression expression) => expression switch
    {
        Not not => [not.Operand],
        Negation negation => [negation.Operand],
        Binary binary => [binary.Left, binary.Right],
        Membership membership => membership.Items.Prepend(membership.Operand),
        NullCheck check => [check.Operand],
        Call call => call.Arguments,
        _ => [],
    };
}
