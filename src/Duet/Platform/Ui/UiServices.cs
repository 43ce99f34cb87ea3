namespace Duet.Platform.Ui;

/// <summary>What pages are drawn with.</summary>
internal static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddScoped<Figures>();
        services.AddScoped<Dates>();
        return services;
    }
}
