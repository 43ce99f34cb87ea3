using Duet.Access;
using Duet.Engine.Metrics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Settings;

/// <summary>What the owner sets for the installation.</summary>
internal static class SettingsModule
{
    private const string Page = "/settings";

    public static string RevokePath(string name) => $"{Page}/keys/{Uri.EscapeDataString(name)}/revoke";

    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddSingleton<InstallationSettings>();
        services.AddSingleton<Func<Installation>>(provider =>
        {
            var settings = provider.GetRequiredService<InstallationSettings>();
            return () => settings.Current;
        });
        return services;
    }

    public static void MapSettings(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Page + "/keys/{name}/revoke", RevokeAsync).Needs(Permission.KeysManage)
            .WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, NotFound>> RevokeAsync(
        string name, Keys keys, Caller caller, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(name, caller, cancellationToken) ? TypedResults.LocalRedirect(Page + "#keys") : TypedResults.NotFound();
}
