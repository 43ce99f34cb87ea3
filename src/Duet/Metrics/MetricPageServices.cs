using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Released;
using Duet.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Duet.Metrics;

/// <summary>What pages about metrics are made with.</summary>
internal static class MetricPageServices
{
    public static IServiceCollection AddMetricPages(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new MetricCatalogue(
            provider.GetRequiredService<DataDirectory>().MetricsFolder, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new MetricEngine(
            provider.GetRequiredService<MetricCatalogue>(), provider.GetRequiredService<IFactStore>(),
            provider.GetRequiredService<Func<Installation>>(), provider.GetRequiredService<TimeProvider>(), [.. provider.GetServices<ISeriesSource>()]));
        // Whoever asks is answered within what they may see; work without a caller asks the engine itself.
        services.AddScoped<IMetrics, ScopedMetrics>();
        services.AddSingleton<ViewCache>();
        services.AddScoped<MetricViews>();
        services.AddScoped<Wording>();
        services.AddScoped<ChartParts>();
        services.AddScoped<MetricStories>();
        services.AddScoped<Spreads>();
        services.AddSingleton<MetricMarkdown>();
        return services;
    }
}
