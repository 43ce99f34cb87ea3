namespace Duet.Surveys.Pulses;

/// <summary>Questions after something that happened to people's work: confidential, in calendar windows.</summary>
internal static class PulsesModule
{
    /// <param name="listens">False inside a verb, which must not ask anybody.</param>
    public static IServiceCollection AddPulses(this IServiceCollection services, bool listens)
    {
        services.AddSingleton<PulseEvents>();
        services.AddSingleton<PulseWaves>();
        services.AddSingleton<PulseWatch>();
        if (listens)
            services.AddHostedService<PulseWatching>();
        return services;
    }
}
