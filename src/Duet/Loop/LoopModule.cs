using Duet.Loop.Pages;
using Duet.Loop.Telling;
using Duet.Loop.Watching;
using Duet.Platform.Ui;

namespace Duet.Loop;

/// <summary>What became of a voice: work is watched, people are told, and asked whether it helped.</summary>
internal static class LoopModule
{
    /// <param name="services">The program's.</param>
    /// <param name="listens">True for a server; verbs that only look do no work beside it.</param>
    public static IServiceCollection AddLoop(this IServiceCollection services, bool listens)
    {
        services.AddSingleton<VoiceFacts>();
        services.AddSingleton<ReleaseWatch>();
        services.AddSingleton<Proposals>();
        services.AddSingleton<Tellings>();
        services.AddScoped<LoopPictures>();
        services.AddScoped<LoopSummaries>();
        services.AddSingleton(new PagePart(PageSlot.Team, typeof(TeamLoop)));
        services.AddSingleton(new PagePart(PageSlot.Initiative, typeof(InitiativeLoop)));
        services.AddSingleton(new PagePart(PageSlot.Feature, typeof(FeatureLoop)));
        services.AddSingleton(new PagePart(PageSlot.Tool, typeof(ToolLoop)));
        services.AddSingleton(new PagePart(PageSlot.Overview, typeof(OverviewLoop)));
        services.AddSingleton(new PagePart(PageSlot.Voice, typeof(TellingPart)));
        if (!listens)
            return services;
        services.AddHostedService<VoiceProjection>();
        services.AddHostedService<ReleaseWatching>();
        return services;
    }
}
