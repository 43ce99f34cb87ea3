using System.Globalization;
using Duet.Initiatives.Api;

namespace Duet.Initiatives;

/// <summary>What is decided, and what it changes: initiatives, features and tools with the work on them.</summary>
internal static class InitiativesModule
{
    public static string InitiativePath(int id) => string.Create(CultureInfo.InvariantCulture, $"/initiatives/{id}");

    public static string FeaturePath(int id) => string.Create(CultureInfo.InvariantCulture, $"/features/{id}");

    public static string ToolPath(int id) => string.Create(CultureInfo.InvariantCulture, $"/tooling/{id}");

    public static IServiceCollection AddInitiatives(this IServiceCollection services)
    {
        services.AddSingleton<KnownInitiatives>();
        services.AddSingleton<KnownFeatures>();
        services.AddSingleton<KnownTools>();
        services.AddSingleton<WorkLinks>();
        services.AddSingleton<WorkFacts>();
        services.AddSingleton<IInitiatives, WorkSearch>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, InitiativesJson.Default));
        return services;
    }

    public static void MapInitiatives(this IEndpointRouteBuilder routes) => routes.MapInitiativesApi();
}
