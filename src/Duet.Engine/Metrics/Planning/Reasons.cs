using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// Why rows are left out, in the order in which reasons are tried; a row has the first that fits. Ordinal 0 is
/// counted, reason i of the list has the ordinal i + 1.
/// </summary>
internal sealed class Reasons
{
    public const string NoStart = "no start time";
    public const string NotFinished = "not finished yet";
    public const string EndsBeforeStart = "ends before it starts";
    public const string StartsInFuture = "starts in the future";
    public const string NotRead = "value not read yet";

    public Reasons(Metric metric)
    {
        var durations = Durations(metric);
        Rules =
        [
            .. metric.Exclusions.Select(condition => new Reason(ReasonKind.Excluded, condition.Reason, condition.Expression)),
            .. metric.Population.Select(condition => new Reason(ReasonKind.Required, condition.Reason, condition.Expression)),
            .. durations.Select(duration => new Reason(ReasonKind.NoStart, NoStart, duration)),
            .. metric.Censors ? [] : durations.Select(duration => new Reason(ReasonKind.NotFinished, NotFinished, duration)),
            .. durations.Select(duration => new Reason(ReasonKind.EndsBeforeStart, EndsBeforeStart, duration)),
            .. metric.Censors ? durations.Select(duration => new Reason(ReasonKind.StartsInFuture, StartsInFuture, duration)) : [],
            .. metric.Measure is not null || metric.Per is not null || metric.Counted is not null
                ? [new Reason(ReasonKind.NotRead, NotRead, null)]
                : Array.Empty<Reason>(),
        ];
    }

    public IReadOnlyList<Reason> Rules { get; }

    /// <summary>The ordinals that have this text; empty for a text that is no reason of the metric.</summary>
    public IReadOnlyList<int> OrdinalsOf(string text) =>
        [.. Enumerable.Range(1, Rules.Count).Where(ordinal => Rules[ordinal - 1].Text == text)];

    private static List<Call> Durations(Metric metric) =>
        [.. new[] { metric.Measure, metric.Per }.OfType<Expression>().SelectMany(expression => expression.SelfAndBelow())
            .OfType<Call>().Where(call => call.Function == Functions.Duration)];
}

/// <summary>One reason: its text, and what it looks at.</summary>
/// <param name="Subject">The condition, or the duration, or null for the measured values.</param>
internal sealed record Reason(ReasonKind Kind, string Text, Expression? Subject);

internal enum ReasonKind
{
    /// <summary>The condition holds.</summary>
    Excluded,

    /// <summary>The condition does not hold.</summary>
    Required,
    NoStart,
    NotFinished,
    EndsBeforeStart,
    StartsInFuture,
    NotRead,
}
