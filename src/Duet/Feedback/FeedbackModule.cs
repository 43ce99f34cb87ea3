using Duet.Feedback.Api;
using Duet.Feedback.Intake;
using Duet.Feedback.Portal;
using Duet.Feedback.Portal.Boards;
using Duet.Feedback.Search;
using Duet.Teams.Me;

namespace Duet.Feedback;

/// <summary>What users, customers and colleagues say: taken in by many channels, found, merged, answered.</summary>
internal static class FeedbackModule
{
    /// <param name="services">The program's.</param>
    /// <param name="listens">True for a server; verbs that only look do no work beside it.</param>
    public static IServiceCollection AddFeedback(this IServiceCollection services, bool listens)
    {
        services.AddSingleton<VoiceWriter>();
        services.AddSingleton<VoiceTeams>();
        services.AddSingleton<VoiceTaking>();
        services.AddSingleton<VoiceChanges>();
        services.AddSingleton<VoiceMerges>();
        services.AddSingleton<IOwnRecords, OwnVoices>();
        services.AddSingleton<VoiceErasing>();
        services.AddSingleton<VoiceLikeness>();
        services.AddSingleton<VoiceShelf>();
        services.AddSingleton<VoiceLists>();
        services.AddSingleton<IVoices, Voices>();
        services.AddSingleton<FeedbackDoor>();
        services.AddSingleton<VoiceImports>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, FeedbackJson.Default));
        services.AddSingleton<DaySalt>();
        services.AddSingleton<VoterKeys>();
        services.AddSingleton<Antiflood>();
        services.AddSingleton<Voting>();
        services.AddSingleton<Followers>();
        services.AddSingleton<PortalReader>();
        services.AddSingleton<PortalPages>();
        services.AddSingleton<PortalVotes>();
        services.AddSingleton<PortalComments>();
        services.AddSingleton<PortalPosting>();
        services.AddSingleton<PortalAnswers>();
        services.AddSingleton<PortalBoards>();
        services.AddSingleton<PortalReview>();
        if (!listens)
            return services;
        services.AddHostedService<VoiceIndexKeeper>();
        services.AddHostedService<DaySaltKeeper>();
        return services;
    }

    public static void MapFeedback(this IEndpointRouteBuilder routes)
    {
        routes.MapFeedbackApi();
        routes.MapPortal();
    }
}
