using Duet.Access;
using Duet.Platform.Ui;
using Duet.Sources.Doors;
using Duet.Sources.Git;
using Duet.Sources.Hooks;
using Duet.Sources.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Sources;

/// <summary>Where facts come from, and how they are kept up to date.</summary>
internal static class SourcesModule
{
    private const string Page = "/sources";

    public static string ActionPath(string name, string action) => $"{Page}/{Uri.EscapeDataString(name)}/{action}";

    public static IServiceCollection AddSources(this IServiceCollection services, bool reads)
    {
        services.AddSingleton(new GitSettings());
        services.AddSingleton<ISource, GitSource>();
        services.AddSingleton<LiveRuns>();
        services.AddSingleton<SourceRuns>();
        services.AddSingleton<SourceImports>();
        services.AddSingleton<SourceFacts>();
        services.AddSingleton<SourceRunner>();
        if (reads)
            services.AddHostedService(provider => provider.GetRequiredService<SourceRunner>());
        services.AddSingleton<KnownSources>();
        services.AddScoped<SourceBoard>();
        services.AddDoors();
        services.AddHooks();
        services.AddSingleton(new ShellPart(ShellSlot.Notice, typeof(SourceNotice)));
        services.AddSingleton(new ShellPart(ShellSlot.Foot, typeof(SourceFoot)));
        return services;
    }

    /// <summary>What the buttons of the table send; each leads back to it.</summary>
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var source = routes.MapGroup(Page + "/{name}").WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();
        source.MapPost("/run", (string name, KnownSources sources, CancellationToken cancellationToken) =>
            AnswerAsync(sources.RunAsync(name, cancellationToken))).Needs(Permission.SourcesRun);
        source.MapPost("/on", (string name, KnownSources sources, Caller caller, CancellationToken cancellationToken) =>
            AnswerAsync(sources.EnableAsync(name, true, caller.AuditName, cancellationToken))).Needs(Permission.SourcesWrite);
        source.MapPost("/off", (string name, KnownSources sources, Caller caller, CancellationToken cancellationToken) =>
            AnswerAsync(sources.EnableAsync(name, false, caller.AuditName, cancellationToken))).Needs(Permission.SourcesWrite);
        source.MapPost("/remove", (string name, KnownSources sources, Caller caller, CancellationToken cancellationToken) =>
            AnswerAsync(sources.RemoveAsync(name, caller.AuditName, cancellationToken))).Needs(Permission.SourcesWrite);
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> AnswerAsync(Task<bool> done) =>
        await done ? TypedResults.LocalRedirect(Page) : TypedResults.NotFound();
}
