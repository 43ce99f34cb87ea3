using Duet.Engine.Metrics.Released;
using Duet.Platform.Ui;
using Duet.Surveys.Running;
using Duet.Teams.Me;
using Duet.Surveys.Api;
using Duet.Surveys.Comments;
using Duet.Surveys.Council;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Pages;
using Duet.Surveys.Planning;

namespace Duet.Surveys.Results;

/// <summary>What waves say once they are closed.</summary>
internal static class ResultsModule
{
    public static IServiceCollection AddSurveyResults(this IServiceCollection services)
    {
        services.AddSingleton<WaveVoices>();
        services.AddSingleton<CommentOrigins>();
        services.AddSingleton<ReleaseReader>();
        services.AddSingleton<Releases>();
        services.AddSingleton<IReleases>(provider => provider.GetRequiredService<Releases>());
        services.AddSingleton<ISeriesSource, SurveySeries>();
        services.AddScoped<SurveyResults>();
        services.AddScoped<Pairings>();
        services.AddScoped<SurveyWords>();
        services.AddScoped<IOwnRecords, AskedRecords>();
        services.AddScoped<Lede>();
        services.AddSingleton<StoredTables>();
        services.AddSingleton<SurveyPlans>();
        services.AddSingleton<WaveFollowUps>();
        services.AddSingleton<FollowUpReader>();
        services.AddSingleton(new PagePart(PageSlot.Loop, typeof(FollowUpsToTell)));
        services.AddSingleton(new PagePart(PageSlot.Initiative, typeof(InitiativeFollowUps)));
        services.AddSingleton(new PagePart(PageSlot.Team, typeof(TeamSurvey)));
        services.AddSingleton(new PagePart(PageSlot.Overview, typeof(OverviewSurveys)));
        services.AddSingleton(new PagePart(PageSlot.Feature, typeof(WorkSurvey)));
        services.AddSingleton(new PagePart(PageSlot.Tool, typeof(WorkSurvey)));
        services.AddSingleton(new PagePart(PageSlot.Voice, typeof(VoiceOfWave)));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, SurveysJson.Default));
        return services;
    }
}
