using Microsoft.AspNetCore.ResponseCompression;

namespace Duet.Platform.Web;

/// <summary>What every answer has in common: compression, security headers, antiforgery, error pages.</summary>
internal static class WebShell
{
    public static IServiceCollection AddWebShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddAntiforgery();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });
        return services;
    }

    public static void UseWebShell(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseAntiforgery();
    }
}
