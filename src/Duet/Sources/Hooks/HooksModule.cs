using System.Text.Json.Serialization;
using Duet.Access;
using Duet.Platform.Journal;
using Duet.Sources.Hooks.GitHub;
using Duet.Sources.Hooks.Slack;

namespace Duet.Sources.Hooks;

/// <summary>Addresses to which services send signed messages.</summary>
internal static class HooksModule
{
    public static IServiceCollection AddHooks(this IServiceCollection services)
    {
        services.AddSingleton<KnownHooks>();
        services.AddSingleton<HookBody>();
        services.AddSingleton<HookDeliveries>();
        services.AddSingleton<IDeliveryMap, GitHubMap>();
        services.AddSingleton<IDeliveryMap, SlackMap>();
        return services;
    }

    /// <summary>Nobody signs in here: the signature says who sends.</summary>
    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks").Needs(Permission.Open).DisableAntiforgery().ExcludeFromDescription();
        hooks.MapPost("/github/{name}", (string name, HookDeliveries deliveries, HttpContext context, CancellationToken cancellationToken) =>
            deliveries.GitHubAsync(name, context, cancellationToken));
        hooks.MapPost("/slack/{name}", (string name, HookDeliveries deliveries, HttpContext context, CancellationToken cancellationToken) =>
            deliveries.SlackAsync(name, context, cancellationToken));
    }

    public static string AddressOf(Hook hook) => $"/hooks/{hook.Kind}/{hook.Name}";
}

/// <summary>What whoever typed a command in Slack gets to read.</summary>
internal sealed record SlackReply([property: JsonPropertyName("response_type")] string ResponseType, [property: JsonPropertyName("text")] string Text);

[JsonSerializable(typeof(SlackReply))]
internal sealed partial class HookJson : JsonSerializerContext;
