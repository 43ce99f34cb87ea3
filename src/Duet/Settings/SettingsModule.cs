using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Platform.Journal.Retaining;
using Duet.Settings.Checks;
using Duet.Settings.Messages;

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
        services.AddScoped<InstallationCheck>();
        services.AddSingleton<MailChanges>();
        services.AddSingleton<SlackChanges>();
        services.AddSingleton<IOpenTeams>(provider => provider.GetRequiredService<InstallationSettings>());
        services.AddSingleton<JournalLimitsNow>(provider => async cancellationToken =>
        {
            var settings = await provider.GetRequiredService<InstallationSettings>().ReadAsync(cancellationToken);
            return new JournalLimits(settings.JournalDays, settings.JournalMegabytes);
        });
        return services;
    }
}
