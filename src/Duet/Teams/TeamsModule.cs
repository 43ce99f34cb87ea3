using System.Globalization;
using Duet.Access;
using Duet.Platform.Ui;
using Duet.Teams.Api;
using Duet.Teams.Pages;
using Duet.Teams.Me;
using Duet.Teams.People;
using Duet.Teams.Projection;

namespace Duet.Teams;

/// <summary>Who works here, in which team, on what: people, teams, products and services.</summary>
internal static class TeamsModule
{
    public static string TeamPath(int id) => string.Create(CultureInfo.InvariantCulture, $"/teams/{id}");

    public static string ServicePath(int id) => string.Create(CultureInfo.InvariantCulture, $"/services/{id}");

    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddSingleton<IPeopleDirectory, PeopleDirectory>();
        services.AddSingleton<OrganisationLog>();
        services.AddSingleton<TimelineWriter>();
        services.AddSingleton<KnownTeams>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<Disciplines>();
        services.AddSingleton<Products>();
        services.AddSingleton<Services>();
        services.AddSingleton<ServiceOwners>();
        services.AddSingleton<ServiceCode>();
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<PersonAttributes>();
        services.AddSingleton<PeopleReader>();
        services.AddSingleton<IdentityHistory>();
        services.AddSingleton<IdentityLinks>();
        services.AddSingleton<IdentityBook>();
        services.AddSingleton<IdentitySuggestions>();
        services.AddMe();
        services.AddSingleton<IdentityActivity>();
        services.AddSingleton<ActorRules>();
        services.AddSingleton<TeamTrees>();
        services.AddSingleton<TeamPictures>();
        services.AddSingleton<PersonSearch>();
        services.AddSingleton<ServiceList>();
        services.AddSingleton<CodeFacts>();
        services.AddSingleton<IdentityReader>();
        services.AddSingleton<DimensionReader>();
        services.AddSingleton<DimensionProjection>();
        services.AddHostedService(provider => provider.GetRequiredService<DimensionProjection>());
        services.AddSingleton(new ShellPart(ShellSlot.Notice, typeof(ProjectionNotice)));
        services.AddScoped<Answering>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, OrganisationJson.Default));
        return services;
    }

    public static void MapTeams(this IEndpointRouteBuilder routes)
    {
        routes.MapTeamsApi();
        routes.MapCatalogueApi();
    }
}
