using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using IPNetwork = System.Net.IPNetwork;

namespace Duet.Platform.Web;

/// <summary>What every answer has in common: compression, security headers, antiforgery, JSON, error pages.</summary>
internal static class WebShell
{
    public static IServiceCollection AddWebShell(this IServiceCollection services, DataDirectory data, IReadOnlyList<IPNetwork> proxies)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("duet").PersistKeysToFileSystem(new DirectoryInfo(data.KeysFolder));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "duet-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });
        if (proxies.Count > 0)
            services.Configure<ForwardedHeadersOptions>(options =>
            {
                // The framework believes this machine by itself; here only those who are named are believed.
                options.KnownIPNetworks.Clear();
                options.KnownProxies.Clear();
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                foreach (var network in proxies)
                    options.KnownIPNetworks.Add(network);
            });
        return services;
    }

    public static void UseWebShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<CookielessPaths>();
        app.UseResponseCompression();
        app.UseErrorPages();
        app.UseRouting();
    }

    /// <summary>Refuses forms that do not carry the token of a page of ours, before a page sees them.</summary>
    public static void UseForms(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Use((context, next) => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            ? Problems.Refuse(context, StatusCodes.Status400BadRequest, "expired-form")
            : next(context));
    }

    /// <summary>JSON as all our answers write it: camelCase, numbers only as numbers, enums as lower snake words, nulls written.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }
}
