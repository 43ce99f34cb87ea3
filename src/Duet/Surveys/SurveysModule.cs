using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;
using Duet.Platform;
using Duet.Surveys.Results;

namespace Duet.Surveys;

/// <summary>Asking people: instruments, waves, what they say when they are closed, and what follows from it.</summary>
internal static class SurveysModule
{
    public static IServiceCollection AddSurveys(this IServiceCollection services)
    {
        services.AddSingleton<IInstruments>(provider => new InstrumentShelf(
            provider.GetRequiredService<DataDirectory>().InstrumentsFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSurveyResults();
        return services;
    }
}
