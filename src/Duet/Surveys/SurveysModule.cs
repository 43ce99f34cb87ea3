using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;
using Duet.Platform;
using Duet.Surveys.Form;
using Duet.Surveys.Pulses;
using Duet.Surveys.Results;
using Duet.Surveys.Running;

namespace Duet.Surveys;

/// <summary>Asking people: instruments, waves, what they say when they are closed, and what follows from it.</summary>
internal static class SurveysModule
{
    /// <param name="listens">False inside a verb, which must not open a wave or send a mail.</param>
    public static IServiceCollection AddSurveys(this IServiceCollection services, bool listens)
    {
        services.AddSingleton<IInstruments>(provider => new InstrumentShelf(
            provider.GetRequiredService<DataDirectory>().InstrumentsFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSurveyResults();
        services.AddSurveyRunning(listens);
        services.AddPulses(listens);
        services.AddSurveyForms();
        if (listens)
            services.AddHostedService<FirstSheet>();
        return services;
    }
}
