using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Tests.Metrics.Language;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("a = 1 or b = 2 and not c", "(a = 1) or ((b = 2) and (not c))")]
    [InlineData("1 - 2 - 3 * 4", "(1 - 2) - (3 * 4)")]
    [InlineData("-a + b", "-a + b")]
    [InlineData("kind in ('x', 'y') and n not in (1, 2)", "(kind in ('x', 'y')) and (n not in (1, 2))")]
    [InlineData("merged_at is not null", "merged_at is not null")]
    [InlineData("duration(a, b) <= 24 hours", "duration(a, b) <= 1 day")]
    [InlineData("android = true", "android = true")]
    [InlineData("coalesce(a, 0) >= 1.5", "coalesce(a, 0) >= 1.5")]
    [InlineData("  ( a )  ", "a")]
    public void Parse_Expression_BindsAsWritten(string text, string expected)
    {
        var (tree, problem) = ExpressionParser.Parse(text);

        Assert.Null(problem);
        Assert.Equal(expected, ExpressionText.Write(tree!));
    }

    [Theory]
    [InlineData("", 0, "expected a column")]
    [InlineData("a =", 3, "expected a column")]
    [InlineData("a = 1 b", 6, "expected an operator or the end")]
    [InlineData("a in 1", 5, "expected '('")]
    [InlineData("a is 3", 5, "expected 'null'")]
    [InlineData("(a = 1", 6, "expected ')'")]
    [InlineData("a = 1; drop table x", 5, "expected an operator or the end")]
    [InlineData("a and", 5, "expected a column")]
    public void Parse_BrokenExpression_SaysWhereAndWhatWasExpected(string text, int at, string message)
    {
        var (tree, problem) = ExpressionParser.Parse(text);

        Assert.Null(tree);
        Assert.Equal(at, problem!.At);
        Assert.StartsWith(message, problem.Message);
    }

    [Fact]
    public void Parse_HostileNesting_IsRefused()
    {
        Assert.Contains("nest", ExpressionParser.Parse(new string('(', 900) + "a").Problem!.Message);
        Assert.Contains("nest", ExpressionParser.Parse(string.Concat(Enumerable.Repeat("not ", 400)) + "a").Problem!.Message);
        Assert.Contains("2000", ExpressionParser.Parse(new string('a', 3_000)).Problem!.Message);
    }

    [Fact]
    public void Nodes_KnowWhereTheyStand()
    {
        var tree = ExpressionParser.Parse("a = 1 and  merged_at is null").Tree!;

        Assert.Contains(tree.SelfAndBelow(), node => node is ColumnName { Name: "merged_at", At: 11 });
    }
}
