using Duet.Feedback.Accounts;
using Duet.Feedback.Assistant;
using Duet.Feedback.Pages;
using Duet.Feedback.Themes;
using Duet.Initiatives;
using Duet.Platform.Ui;

namespace Duet.Feedback.Inbox;

/// <summary>Where voices are sorted, linked and answered.</summary>
internal static class InboxModule
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<IDemand, Demand>();
        services.AddSingleton<InboxReader>();
        services.AddSingleton<InboxActs>();
        services.AddSingleton<Codebook>();
        services.AddSingleton<ThemeReading>();
        services.AddSingleton<ThemeStudies>();
        services.AddHostedService(provider => provider.GetRequiredService<ThemeStudies>());
        services.AddSingleton<ThemePictures>();
        services.AddSingleton<CustomerAccounts>();
        services.AddSingleton<Assistants>();
        services.AddSingleton<AssistantClient>(_ => new AssistantClient());
        services.AddSingleton<ThemeSuggestions>();
        services.AddSingleton(new PagePart(PageSlot.Initiative, typeof(InitiativeVoices)));
        services.AddSingleton(new PagePart(PageSlot.Feature, typeof(FeatureVoices)));
        services.AddSingleton(new PagePart(PageSlot.Tool, typeof(ToolVoices)));
        return services;
    }
}
