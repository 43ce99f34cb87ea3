using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace Duet.Engine.Metrics.Language;

/// <summary>Reads a page's expression into a tree. The grammar is written from the loosest binding to the tightest.</summary>
internal static class ExpressionParser
{
    private const int LongestText = 2_000;
    private const int DeepestNesting = 40;

    private static readonly HashSet<string> Keywords = ["and", "or", "not", "in", "is", "null", "true", "false"];

    private static readonly Dictionary<string, double> SecondsIn = new()
    {
        ["minute"] = 60,
        ["minutes"] = 60,
        ["hour"] = 3_600,
        ["hours"] = 3_600,
        ["day"] = 86_400,
        ["days"] = 86_400,
        ["week"] = 604_800,
        ["weeks"] = 604_800,
    };

    private static readonly Parser<Expression> Grammar = Build();

    /// <summary>The tree, or the first problem.</summary>
    public static (Expression? Tree, ExpressionProblem? Problem) Parse(string text)
    {
        if (text.Length > LongestText)
            return (null, new ExpressionProblem(LongestText, $"an expression has at most {LongestText} characters"));
        if (NestedTooDeep(text) is { } at)
            return (null, new ExpressionProblem(at, $"brackets and 'not' nest at most {DeepestNesting} deep"));
        return Grammar.TryParse(text, out var tree, out var error)
            ? (tree, null)
            : (null, new ExpressionProblem(SkipBlanks(text, error?.Position.Offset ?? 0), error?.Message ?? "expected an expression"));
    }

    private static Parser<Expression> Build()
    {
        var condition = Deferred<Expression>();
        var operand = Deferred<Expression>();

        var comma = Terms.Char(',');
        var open = Terms.Char('(');
        var close = Terms.Char(')').ElseError("expected ')' or an operator");

        var word = Terms.Identifier().Then(span => span.ToString());
        var name = word.When((_, text) => !Keywords.Contains(text));
        Parser<string> Keyword(string keyword) => word.When((_, text) => text == keyword);

        // Literals and names.
        var text = Terms.String(StringLiteralQuotes.Single)
            .Then<Expression>((context, start, _, value) => new TextLiteral(value.ToString(), At(context, start)));
        var unit = word.When((_, text) => SecondsIn.ContainsKey(text));
        var number = Terms.Decimal(NumberOptions.AllowDecimalSeparator).And(unit.Else(""))
            .Then<Expression>((context, start, _, value) => value.Item2 is var length && length != ""
                ? new DurationLiteral((double)value.Item1 * SecondsIn[length], At(context, start))
                : new NumberLiteral((double)value.Item1, At(context, start)));
        var flag = Keyword("true").Or(Keyword("false"))
            .Then<Expression>((context, start, _, value) => new FlagLiteral(value == "true", At(context, start)));
        var call = name.AndSkip(open).And(Separated(comma, condition)).AndSkip(close)
            .Then<Expression>((context, start, _, value) => new Call(value.Item1, value.Item2, At(context, start)));
        var column = name.Then<Expression>((context, start, _, value) => new ColumnName(value, At(context, start)));
        var group = open.SkipAnd(condition).AndSkip(close);

        // Arithmetic.
        var atom = text.Or(number).Or(flag).Or(call).Or(column).Or(group)
            .ElseError("expected a column, a value such as 'text' or 3, a function or '('");
        var negation = Terms.Char('-').SkipAnd(atom).Then<Expression>((context, start, _, value) => new Negation(value, At(context, start)));
        var signed = negation.Or(atom);
        var product = signed.LeftAssociative(
            (Terms.Char('*'), (left, right) => Join(BinaryOperator.Multiply, left, right)),
            (Terms.Char('/'), (left, right) => Join(BinaryOperator.Divide, left, right)));
        operand.Parser = product.LeftAssociative(
            (Terms.Char('+'), (left, right) => Join(BinaryOperator.Add, left, right)),
            (Terms.Char('-'), (left, right) => Join(BinaryOperator.Subtract, left, right)));

        // Comparisons: at most one behind an operand.
        var comparison = OneOf(
            Terms.Text("<>").Then(BinaryOperator.NotEqual),
            Terms.Text("<=").Then(BinaryOperator.LessOrEqual),
            Terms.Text(">=").Then(BinaryOperator.GreaterOrEqual),
            Terms.Text("=").Then(BinaryOperator.Equal),
            Terms.Text("<").Then(BinaryOperator.Less),
            Terms.Text(">").Then(BinaryOperator.Greater));
        var compared = comparison.And(operand)
            .Then<Func<Expression, Expression>>(value => left => new Binary(value.Item1, left, value.Item2, left.At));
        var items = open.ElseError("expected '(' and a list of values").SkipAnd(Separated(comma, operand)).AndSkip(close);
        var listed = Keyword("not").Else("").AndSkip(Keyword("in")).And(items)
            .Then<Func<Expression, Expression>>(value => left => new Membership(left, value.Item2, value.Item1 != "", left.At));
        var nullness = Keyword("is").SkipAnd(Keyword("not").Else("")).AndSkip(Keyword("null").ElseError("expected 'null' or 'not null'"))
            .Then<Func<Expression, Expression>>(negated => left => new NullCheck(left, negated != "", left.At));
        var predicate = operand.And(OneOf(compared, listed, nullness).Else(left => left))
            .Then(value => value.Item2(value.Item1));

        // Logic.
        var denial = Deferred<Expression>();
        denial.Parser = Keyword("not").SkipAnd(denial).Then<Expression>((context, start, _, value) => new Not(value, At(context, start))).Or(predicate);
        var both = denial.LeftAssociative((Keyword("and"), (left, right) => Join(BinaryOperator.And, left, right)));
        condition.Parser = both.LeftAssociative((Keyword("or"), (left, right) => Join(BinaryOperator.Or, left, right)));

        return condition.AndSkip(SkipWhiteSpace(Always()).Eof().ElseError("expected an operator or the end of the expression"));
    }

    private static Binary Join(BinaryOperator binary, Expression left, Expression right) =>
        new Binary(binary, left, right, left.At);

    // Tricky: a match starts at the blanks before it.
    private static int At(ParseContext context, int start) => SkipBlanks(context.Scanner.Buffer, start);

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    // Note: the parser calls itself for each bracket and each 'not'; a hostile page must not run it out of stack.
    private static int? NestedTooDeep(string text)
    {
        var depth = 0;
        var nots = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (string.CompareOrdinal(text, i, "not", 0, 3) == 0)
                nots++;
            if (depth > DeepestNesting || nots > DeepestNesting)
                return i;
        }
        return null;
    }
}
