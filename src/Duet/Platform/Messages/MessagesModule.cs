namespace Duet.Platform.Messages;

/// <summary>Mails and Slack messages that go out.</summary>
internal static class MessagesModule
{
    /// <param name="sends">False where a verb borrows the server: mails wait for the one that stays.</param>
    public static IServiceCollection AddMessages(this IServiceCollection services, bool sends)
    {
        services.AddSingleton<MailServers>();
        services.AddSingleton<Smtp>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<SlackWorkspaces>();
        services.AddSingleton<Slack>();
        services.AddSingleton<IMessages, Sending>();
        if (sends)
            services.AddHostedService<MessagePump>();
        return services;
    }
}
