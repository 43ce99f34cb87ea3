using Duet.Initiatives;

namespace Duet.Feedback.Inbox;

/// <summary>Where voices are sorted, linked and answered.</summary>
internal static class InboxModule
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<IDemand, Demand>();
        return services;
    }
}
