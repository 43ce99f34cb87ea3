using Duet.Engine.Facts;
using Duet.Engine.Metrics.Language;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Language;

public sealed class TypeCheckerTests
{
    private static readonly FactTable Change = FactSchema.Find("change")!;

    [Theory]
    [InlineData("author_kind = 'human'", ExpressionType.Flag)]
    [InlineData("duration(opened_at, merged_at)", ExpressionType.Duration)]
    [InlineData("duration(opened_at, merged_at) / 2 + 3 hours", ExpressionType.Duration)]
    [InlineData("duration(opened_at, merged_at) / duration(opened_at, closed_at)", ExpressionType.Number)]
    [InlineData("additions + coalesce(deletions, 0)", ExpressionType.Number)]
    [InlineData("greatest(opened_at, ready_at)", ExpressionType.Time)]
    [InlineData("contains(lower(title), 'fix') or starts_with(repo, 'a')", ExpressionType.Flag)]
    [InlineData("abs(additions - deletions) > 10", ExpressionType.Flag)]
    public void Check_SoundExpression_HasItsType(string text, object expected) =>
        Assert.Equal(expected, TypeChecker.Check(ExpressionParser.Parse(text).Tree!, Change).Type);

    [Theory]
    [InlineData("autor_kind = 'human'", 0, "did you mean 'author_kind'?")]
    [InlineData("author_kind = 'humen'", 14, "it is one of human, bot, agent")]
    [InlineData("author_kind in ('human', 'robot')", 25, "is never 'robot'")]
    [InlineData("additions > 3 and team = 'Shop'", 18, "leave it to those who ask, with by=team")]
    [InlineData("author = 'ada'", 0, "may only be counted, inside distinct(author)")]
    [InlineData("distinct(author) > 3", 0, "distinct() may only stand alone")]
    [InlineData("additions = 'many'", 12, "expected a number, but this is a text")]
    [InlineData("merged_at > 3", 12, "expected a time, but this is a number")]
    [InlineData("duration(opened_at)", 0, "expected duration(start, end)")]
    [InlineData("duration(opened_at, files)", 20, "expected a time, but this is a number")]
    [InlineData("duration(opened_at, merged_at) > 24", 33, "expected a duration, but this is a number")]
    [InlineData("not additions", 4, "expected a condition, but this is a number")]
    [InlineData("is_revert and files", 14, "expected a condition")]
    [InlineData("title > 'a'", 0, "a text has no order")]
    [InlineData("sleep(3)", 0, "there is no function 'sleep'")]
    [InlineData("read_text('/etc/passwd') = 'x'", 0, "there is no function 'read_text'")]
    [InlineData("additions / duration(opened_at, merged_at)", 12, "expected a number, but this is a duration")]
    public void Check_WrongExpression_SaysWhereAndWhy(string text, int at, string message)
    {
        var (_, problem) = TypeChecker.Check(ExpressionParser.Parse(text).Tree!, Change);

        Assert.Equal(at, problem!.At);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void Check_LinkToAnotherFact_MayOnlyBeTestedForNull()
    {
        var commit = FactSchema.Find("commit")!;

        Assert.Equal(ExpressionType.Flag, TypeChecker.Check(ExpressionParser.Parse("change is null").Tree!, commit).Type);
        Assert.Contains("is null", TypeChecker.Check(ExpressionParser.Parse("change = 'x'").Tree!, commit).Problem!.Message);
    }
}
