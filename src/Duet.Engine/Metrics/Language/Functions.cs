namespace Duet.Engine.Metrics.Language;

/// <summary>A function of the language: how it is called and what it gives.</summary>
/// <param name="Usage">As shown in messages.</param>
/// <param name="Arguments">Types each argument may have.</param>
/// <param name="SameTypes">All arguments must have the type of the first.</param>
/// <param name="Result">Null where the result has the arguments' type.</param>
internal sealed record Function(
    string Usage, int Least, int Most, ExpressionType[] Arguments, bool SameTypes, ExpressionType? Result);

internal static class Functions
{
    public const string Duration = "duration";

    public static IReadOnlyDictionary<string, Function> ByName { get; } = new Dictionary<string, Function>
    {
        [Duration] = new("duration(start, end) with two times", 2, 2, [ExpressionType.Time], true, ExpressionType.Duration),
        ["contains"] = new("contains(text, 'part')", 2, 2, [ExpressionType.Text], true, ExpressionType.Flag),
        ["starts_with"] = new("starts_with(text, 'part')", 2, 2, [ExpressionType.Text], true, ExpressionType.Flag),
        ["lower"] = new("lower(text)", 1, 1, [ExpressionType.Text], true, ExpressionType.Text),
        ["coalesce"] = new("coalesce(a, b, ...) with two values or more", 2, 8, [ExpressionType.Text, ExpressionType.Number, ExpressionType.Flag, ExpressionType.Time, ExpressionType.Duration], true, null),
        ["abs"] = new("abs(number)", 1, 1, [ExpressionType.Number, ExpressionType.Duration], true, null),
        ["greatest"] = new("greatest(a, b, ...) with two values or more", 2, 8, [ExpressionType.Number, ExpressionType.Time, ExpressionType.Duration], true, null),
        ["least"] = new("least(a, b, ...) with two values or more", 2, 8, [ExpressionType.Number, ExpressionType.Time, ExpressionType.Duration], true, null),
    };
}
