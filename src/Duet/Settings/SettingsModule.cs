using Duet.Access;
using Duet.Engine.Metrics;

namespace Duet.Settings;

/// <summary>What the owner sets for the installation.</summary>
internal static class SettingsModule
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddSingleton<InstallationSettings>();
        services.AddSingleton<Func<Installation>>(provider =>
        {
            var settings = provider.GetRequiredService<InstallationSettings>();
            return () => settings.Current;
        });
        services.AddSingleton<IOpenTeams>(provider => provider.GetRequiredService<InstallationSettings>());
        return services;
    }
}
