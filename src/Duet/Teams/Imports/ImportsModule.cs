using Duet.Teams.Imports.Api;
using Duet.Teams.Imports.People;

namespace Duet.Teams.Imports;

/// <summary>Organisations that other systems know, brought into the directory.</summary>
internal static class ImportsModule
{
    public const string Page = "/teams/import";

    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationImports>();
        services.AddSingleton<PreviewedImports>();
        services.AddSingleton<PeopleExport>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ImportsJson.Default));
        return services;
    }

    public static void MapImports(this IEndpointRouteBuilder routes) => routes.MapImportsApi();
}
