using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Metrics.Answers;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Examples;

/// <summary>Runs the worked example of a page against a store in memory.</summary>
public static class ExampleRunner
{
    /// <summary>Checks a page's text and runs its example.</summary>
    /// <param name="text">The whole page.</param>
    /// <param name="name">What notes call the page.</param>
    /// <param name="cancellationToken">Stops between two answers.</param>
    /// <returns>Errors and warnings of the page on its own; an answer that is not met is an error on its line.</returns>
    public static async Task<IReadOnlyList<PageNote>> RunAsync(string text, string name, CancellationToken cancellationToken)
    {
        var page = MetricPage.Read(text, name, name, isBuiltIn: false);
        return [.. page.Notes, .. await RunAsync(page, cancellationToken)];
    }

    /// <summary>One error for each answer that is not met; empty without an example.</summary>
    internal static async Task<IReadOnlyList<PageNote>> RunAsync(MetricPage page, CancellationToken cancellationToken)
    {
        if (page is not { Metric: { } metric, Example: { } example })
            return [];
        if (metric.Released is not null)
            return ReleasedExample.Run(page, metric, example);
        await using var store = await DuckDbFactStore.OpenAsync(null, cancellationToken: cancellationToken);
        try
        {
            await store.WriteAsync(new ExampleRecords(metric, example).Batch(), cancellationToken);
        }
        catch (Exception problem) when (problem is ExampleException or FactStoreException or ArgumentException)
        {
            return [Error(page, (problem as ExampleException)?.Line ?? example.Rows[0].Line, problem.Message)];
        }
        List<PageNote> notes = [];
        foreach (var answer in example.Answers)
            if (await CompareAsync(metric, answer, store, cancellationToken) is { } difference)
                notes.Add(Error(page, answer.Line, difference));
        return notes;
    }

    private static async Task<string?> CompareAsync(Metric metric, ExampleAnswer answer, IFactStore store, CancellationToken cancellationToken)
    {
        var period = Grains.Containing(Grains.Midnight(answer.Day, TimeZoneInfo.Utc), answer.Grain, TimeZoneInfo.Utc);
        var now = answer.SeenOn is { } day ? Grains.Midnight(day, TimeZoneInfo.Utc) : period.End.AddYears(1);
        var query = new MetricQuery { Key = metric.Definition.Key, Period = period, Grain = answer.Grain };
        var (answered, problem) = await Answered.AskAsync(metric, query, store, new Installation(), now, cancellationToken);
        if (answered?.Series.Series is not { Points: [var point, ..] } series)
            return (problem ?? answered!.Series.Problem)!.Message;
        if (answer.N is { } n && n != point.N)
            return $"the page says n = {n}, but {point.N} rows are counted" + LeftOut(series);
        return Difference(answer, point.Value) is { } difference ? difference + LeftOut(series) : null;
    }

    /// <summary>Null where the value is the one the page says.</summary>
    internal static string? Difference(ExampleAnswer answer, double? value)
    {
        var meets = (answer.Value, value) switch
        {
            (null, null) => true,
            ({ } said, { } found) => Math.Abs(said - found) <= answer.Tolerance,
            _ => false,
        };
        return meets ? null : $"the page says {Say(answer.Value)}, but the metric gives {Say(value)}";
    }

    private static string LeftOut(Series series) => series.Exclusions.Count == 0
        ? ""
        : $" (left out: {string.Join(", ", series.Exclusions.Select(exclusion => $"{exclusion.Count} {exclusion.Reason}"))})";

    private static string Say(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "nothing";

    internal static PageNote Error(MetricPage page, int line, string message) => new(page.Name, line, 1, message, IsError: true);
}
