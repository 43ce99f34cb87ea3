namespace Duet.Surveys.Results;

/// <summary>What waves say once they are closed.</summary>
internal static class ResultsModule
{
    public static IServiceCollection AddSurveyResults(this IServiceCollection services)
    {
        services.AddSingleton<ReleaseReader>();
        services.AddSingleton<IReleases, Releases>();
        return services;
    }
}
