namespace Duet.Engine.Metrics.Language;

/// <summary>A function of the language: how it is called and what it gives.</summary>
/// <param name="Usage">As shown in messages.</param>
/// <param name="Arguments">Types each argument may have.</param>
/// <param name="SameTypes">All arguments must have the type of the first.</param>
/// <param name="Result">Null where the result has the arguments' type.</param>
internal sealed record Function(
    string Usage, int Least, int Most, ValueType[] Arguments, bool SameTypes, ValueType? Result);

internal static class Functions
{
    public const string Duration = "duration";

    public static IReadOnlyDictionary<string, Function> ByName { get; } = new Dictionary<string, Function>
    {
        [Duration] = new("duration(start, end) with two times", 2, 2, [ValueType.Time], true, ValueType.Duration),
        ["contains"] = new("contains(text, 'part')", 2, 2, [ValueType.Text], true, ValueType.Flag),
        ["starts_with"] = new("starts_with(text, 'part')", 2, 2, [ValueType.Text], true, ValueType.Flag),
        ["lower"] = new("lower(text)", 1, 1, [ValueType.Text], true, ValueType.Text),
        ["coalesce"] = new("coalesce(a, b, ...) with two values or more", 2, 8, [ValueType.Text, ValueType.Number, ValueType.Flag, ValueType.Time, ValueType.Duration], true, null),
        ["abs"] = new("abs(number)", 1, 1, [ValueType.Number, ValueType.Duration], true, null),
        ["greatest"] = new("greatest(a, b, ...) with two values or more", 2, 8, [ValueType.Number, ValueType.Time, ValueType.Duration], true, null),
        ["least"] = new("least(a, b, ...) with two values or more", 2, 8, [ValueType.Number, ValueType.Time, ValueType.Duration], true, null),
    };
}
