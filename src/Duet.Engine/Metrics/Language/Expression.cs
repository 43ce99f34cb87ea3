namespace Duet.Engine.Metrics.Language;

/// <summary>A node of a page's expression. <see cref="At"/> is the offset of its first character in the expression's text.</summary>
internal abstract record Expression(int At);

internal sealed record ColumnName(string Name, int At) : Expression(At);

internal sealed record TextLiteral(string Value, int At) : Expression(At);

internal sealed record NumberLiteral(double Value, int At) : Expression(At);

internal sealed record FlagLiteral(bool Value, int At) : Expression(At);

/// <summary>A span of time as written (<c>24 hours</c>), in seconds.</summary>
internal sealed record DurationLiteral(double Seconds, int At) : Expression(At);

internal sealed record Not(Expression Operand, int At) : Expression(At);

internal sealed record Negation(Expression Operand, int At) : Expression(At);

internal sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right, int At) : Expression(At);

internal sealed record Membership(Expression Operand, IReadOnlyList<Expression> Items, bool Negated, int At) : Expression(At);

internal sealed record NullCheck(Expression Operand, bool Negated, int At) : Expression(At);

internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments, int At) : Expression(At);

internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}
