using System.Text.Json.Nodes;
using Duet.Access;

namespace Duet.Teams.Scim;

/// <summary>SCIM 2.0: an identity provider keeps people and teams (RFC 7643, RFC 7644).</summary>
internal static class ScimModule
{
    public const string Root = "/scim/v2";

    public static IServiceCollection AddScim(this IServiceCollection services)
    {
        services.AddSingleton<ScimUsers>();
        services.AddSingleton<ScimGroups>();
        services.AddSingleton<ScimAccounts>();
        return services;
    }

    public static void UseScim(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Root), scim => scim.UseMiddleware<ScimErrors>());

    public static void MapScim(this IEndpointRouteBuilder routes)
    {
        var scim = routes.MapGroup(Root).Needs(Permission.Provision).ExcludeFromDescription();
        scim.MapGet("/ServiceProviderConfig", (HttpRequest request) => Answer(ScimDiscovery.Config(Address(request))));
        scim.MapGet("/ResourceTypes", (HttpRequest request) => List(ScimDiscovery.Types(Address(request))));
        scim.MapGet("/ResourceTypes/{id}", (HttpRequest request, string id) => One(ScimDiscovery.Types(Address(request)), id));
        scim.MapGet("/Schemas", (HttpRequest request) => List(ScimDiscovery.Schemas(Address(request))));
        scim.MapGet("/Schemas/{id}", (HttpRequest request, string id) => One(ScimDiscovery.Schemas(Address(request)), id));
        MapUsers(scim.MapGroup("/Users"));
        MapGroups(scim.MapGroup("/Groups"));
    }

    private static void MapUsers(RouteGroupBuilder routes)
    {
        routes.MapGet("", async (HttpRequest request, ScimUsers users, CancellationToken stop) =>
            Answer(await users.ListAsync(ScimQuery.Of(request), Address(request), stop)));
        routes.MapGet("/{id}", async (HttpRequest request, string id, ScimUsers users, CancellationToken stop) =>
            Found(request, ScimQuery.Of(request), await users.FindAsync(ScimIds.Number(id), Address(request), stop)));
        routes.MapPost("", async (HttpRequest request, ScimUsers users, Caller caller, CancellationToken stop) =>
            Answer(await users.AddAsync(await ScimText.ReadAsync(request, stop), Author.Of(caller), Address(request), stop), StatusCodes.Status201Created));
        routes.MapPut("/{id}", async (HttpRequest request, string id, ScimUsers users, Caller caller, CancellationToken stop) =>
        {
            var sent = await ScimText.ReadAsync(request, stop);
            return Answer(await users.ChangeAsync(
                ScimIds.Number(id), _ => UserResource.Read(sent, null), Version(request), Author.Of(caller), Address(request), stop));
        });
        routes.MapPatch("/{id}", async (HttpRequest request, string id, ScimUsers users, Caller caller, CancellationToken stop) =>
        {
            var sent = await ScimText.ReadAsync(request, stop);
            return Answer(await users.ChangeAsync(
                ScimIds.Number(id), known => UserResource.Read(Patched(known, sent), known), Version(request), Author.Of(caller), Address(request), stop));
        });
        routes.MapDelete("/{id}", async (HttpRequest request, string id, ScimUsers users, Caller caller, CancellationToken stop) =>
        {
            await users.RemoveAsync(ScimIds.Number(id), Version(request), Author.Of(caller), Address(request), stop);
            return Results.NoContent();
        });
    }

    private static void MapGroups(RouteGroupBuilder routes)
    {
        routes.MapGet("", async (HttpRequest request, ScimGroups groups, CancellationToken stop) =>
            Answer(await groups.ListAsync(ScimQuery.Of(request), Address(request), stop)));
        routes.MapGet("/{id}", async (HttpRequest request, string id, ScimGroups groups, CancellationToken stop) =>
        {
            var query = ScimQuery.Of(request);
            return Found(request, query, await groups.FindAsync(ScimIds.Number(id), query, Address(request), stop));
        });
        routes.MapPost("", async (HttpRequest request, ScimGroups groups, Caller caller, CancellationToken stop) =>
            Answer(await groups.AddAsync(await ScimText.ReadAsync(request, stop), Author.Of(caller), Address(request), stop), StatusCodes.Status201Created));
        routes.MapPut("/{id}", async (HttpRequest request, string id, ScimGroups groups, Caller caller, CancellationToken stop) =>
        {
            var sent = await ScimText.ReadAsync(request, stop);
            return Answer(await groups.ChangeAsync(
                ScimIds.Number(id), _ => GroupResource.Read(sent), Version(request), Author.Of(caller), Address(request), stop));
        });
        routes.MapPatch("/{id}", async (HttpRequest request, string id, ScimGroups groups, Caller caller, CancellationToken stop) =>
        {
            var sent = await ScimText.ReadAsync(request, stop);
            return Answer(await groups.ChangeAsync(
                ScimIds.Number(id), known => GroupResource.Read(Patched(known, sent)), Version(request), Author.Of(caller), Address(request), stop));
        });
        routes.MapDelete("/{id}", async (HttpRequest request, string id, ScimGroups groups, Caller caller, CancellationToken stop) =>
        {
            await groups.RemoveAsync(ScimIds.Number(id), Version(request), Author.Of(caller), Address(request), stop);
            return Results.NoContent();
        });
    }

    private static JsonObject Patched(JsonObject known, JsonObject request)
    {
        var changed = (JsonObject)known.DeepClone();
        ScimPatch.Apply(changed, request);
        return changed;
    }

    private static ScimAnswer Found(HttpRequest request, ScimQuery query, JsonObject resource) =>
        request.Headers.IfNoneMatch == ScimIds.VersionOf(resource)
            ? new ScimAnswer(resource, StatusCodes.Status304NotModified)
            : new ScimAnswer(query.Shown(resource), StatusCodes.Status200OK);

    private static ScimAnswer Answer(JsonObject resource, int status = StatusCodes.Status200OK) => new(resource, status);

    private static ScimAnswer One(IReadOnlyList<JsonObject> resources, string id) =>
        Answer(resources.FirstOrDefault(resource => resource["id"].Text() == id) ?? throw ScimException.Missing(id));

    private static ScimAnswer List(IReadOnlyList<JsonObject> resources) => Answer(new JsonObject
    {
        ["schemas"] = new JsonArray(ScimText.ListResponse),
        ["totalResults"] = resources.Count,
        ["startIndex"] = 1,
        ["itemsPerPage"] = resources.Count,
        ["Resources"] = new JsonArray([.. resources]),
    });

    private static string? Version(HttpRequest request) => request.Headers.IfMatch;

    private static string Address(HttpRequest request) => $"{request.Scheme}://{request.Host}{Root}";
}
