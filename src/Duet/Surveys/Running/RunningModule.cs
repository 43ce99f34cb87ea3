namespace Duet.Surveys.Running;

/// <summary>Waves: who is asked, with which ticket, from when to when.</summary>
internal static class RunningModule
{
    /// <param name="listens">False inside a verb, which must not open a wave or send a mail.</param>
    public static IServiceCollection AddSurveyRunning(this IServiceCollection services, bool listens)
    {
        services.AddSingleton<WaveTools>();
        services.AddSingleton<Leases>();
        services.AddSingleton<SurveyMails>();
        services.AddSingleton<WavePost>();
        services.AddSingleton<Waves>();
        services.AddSingleton<IWaves>(provider => provider.GetRequiredService<Waves>());
        services.AddSingleton<WaveClock>();
        if (listens)
        {
            services.AddHostedService(provider => provider.GetRequiredService<WavePost>());
            services.AddHostedService(provider => provider.GetRequiredService<WaveClock>());
        }
        return services;
    }
}
