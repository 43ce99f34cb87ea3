using Bunit;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;
using Duet.Platform.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Ui;

/// <summary>What pages are drawn with, and series written by hand.</summary>
internal static class UiFixture
{
    /// <summary>Monday of ISO week 36 of 2026.</summary>
    public static DateTimeOffset FirstWeek { get; } = new(2026, 8, 31, 0, 0, 0, TimeSpan.Zero);

    public static IServiceCollection AddPages(this IServiceCollection services, TimeZoneInfo? zone = null)
    {
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<Func<Installation>>(_ => () => new Installation { Zone = zone ?? TimeZoneInfo.Utc });
        services.AddUi();
        services.AddScoped<Wording>();
        services.AddScoped<ChartParts>();
        return services;
    }

    public static T Get<T>(TimeZoneInfo? zone = null) where T : notnull =>
        new ServiceCollection().AddPages(zone).BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<T>();

    public static BunitContext Context()
    {
        var context = new BunitContext();
        context.Services.AddPages();
        return context;
    }

    /// <summary>Weekly points from <see cref="FirstWeek"/> on; null is a week without a value.</summary>
    public static List<SeriesPoint> Weeks(params double?[] values) =>
    [
        .. values.Select((value, week) => new SeriesPoint(
            new Period(FirstWeek.AddDays(7 * week), FirstWeek.AddDays(7 * week + 7)), null, value, value is null ? 0 : 10, null, null, false, false)),
    ];

    public static MetricDefinition LeadTime { get; } = new()
    {
        Key = "change.lead_time",
        Name = "Change lead time",
        Question = "How long?",
        Lens = Lens.Shared,
        Concept = Concept.FeedbackLoops,
        Space = [SpaceDimension.Efficiency],
        Fact = "change",
        At = "merged_at",
        Measure = "duration(first_commit_at, released_at)",
        Aggregate = "p50",
        Unit = Unit.Days,
        Better = Better.Lower,
        Version = 1,
        Sources = [],
        Text = "Text.",
        Origin = "built in",
        IsBuiltIn = true,
    };
}
