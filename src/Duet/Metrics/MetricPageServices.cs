namespace Duet.Metrics;

/// <summary>What pages about metrics are made with.</summary>
internal static class MetricPageServices
{
    public static IServiceCollection AddMetricPages(this IServiceCollection services)
    {
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
