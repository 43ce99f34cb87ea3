using System.ComponentModel;
using System.Globalization;
using Duet.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Written = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Duet.Teams.Api.WrittenJson>,
    Microsoft.AspNetCore.Http.HttpResults.Created<Duet.Teams.Api.WrittenJson>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Duet.Teams.Api;

/// <summary>Products and services for programs.</summary>
internal static class CatalogueApi
{
    private const string ServicesRoot = "/api/v1/services";
    private const string ProductsRoot = "/api/v1/products";

    public static void MapCatalogueApi(this IEndpointRouteBuilder routes)
    {
        MapProducts(Group(routes, ProductsRoot, "Products"));
        MapServices(Group(routes, ServicesRoot, "Services"));
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string root, string tag) => routes.MapGroup(root).WithTags(tag)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static RouteGroupBuilder Writing(RouteGroupBuilder group) => group.MapGroup("").Needs(Permission.CatalogueWrite)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static void MapProducts(RouteGroupBuilder products)
    {
        products.MapGet("", ListProductsAsync).Needs(Permission.TeamRead).WithName("ListProducts").WithSummary("All products");
        var write = Writing(products);
        write.MapPost("", AddProductAsync).WithName("AddProduct").WithSummary("Add a product, or find the one of that external id");
        write.MapPut("/{id:int}", RenameProductAsync).WithName("RenameProduct").WithSummary("Give a product another name");
        write.MapDelete("/{id:int}", RemoveProductAsync).WithName("RemoveProduct").WithSummary("Remove a product; its services stay");
    }

    private static void MapServices(RouteGroupBuilder services)
    {
        var read = services.MapGroup("").Needs(Permission.TeamRead);
        read.MapGet("", ListAsync).WithName("ListServices").WithSummary("All services with product, owners and code");
        read.MapGet("/{id:int}", FindAsync).WithName("GetService").WithSummary("One service").ProducesProblem(StatusCodes.Status404NotFound);
        read.MapGet("/code", LookAsync).WithName("LookAtCode").WithSummary("What the facts hold of a repository or a folder of it, before it is mapped")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        var write = Writing(services);
        write.MapPost("", AddAsync).WithName("AddService").WithSummary("Add a service");
        write.MapPut("/{id:int}", EditAsync).WithName("EditService").WithSummary("Give a service another name, product or description");
        write.MapDelete("/{id:int}", RemoveAsync).WithName("RemoveService").WithSummary("Remove a service with its owners and its code");
        write.MapPost("/{id:int}/owners", OwnAsync).WithName("OwnService").WithSummary("A team takes a service over");
        write.MapPut("/{id:int}/owners/{owner:int}", CorrectOwnerAsync).WithName("CorrectOwner")
            .WithSummary("Correct the dates of an ownership: rewrites the past, and is logged");
        write.MapDelete("/{id:int}/owners/{owner:int}", RemoveOwnerAsync).WithName("RemoveOwner").WithSummary("Take out an ownership that never was");
        write.MapPost("/{id:int}/code", MapAsync).WithName("MapCode").WithSummary("Map a repository, or a folder of it, to a service");
        write.MapDelete("/{id:int}/code/{code:int}", UnmapAsync).WithName("UnmapCode").WithSummary("Unmap code");
    }

    private static async Task<Ok<ProductsJson>> ListProductsAsync(Products products, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ProductsJson([.. (await products.ListAsync(cancellationToken))
            .Select(product => new ProductJson(product.Id, product.Name, product.ExternalId, Stamp.Of(product)))]));

    private static async Task<Written> AddProductAsync(
        ProductBody body, Products products, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(
            body.ExternalId is null
                ? await products.AddAsync(body.Name, Author.Of(caller), cancellationToken)
                : await products.EnsureAsync(body.Name, body.ExternalId, Author.Of(caller), cancellationToken),
            _ => ProductsRoot, cancellationToken);

    private static async Task<Written> RenameProductAsync(
        int id, ProductBody body, Products products, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(await products.RenameAsync(id, body.Name, body.Stamp, Author.Of(caller), cancellationToken), null, cancellationToken);

    private static async Task<Written> RemoveProductAsync(
        int id, Products products, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(await products.RemoveAsync(id, Author.Of(caller), cancellationToken), null, cancellationToken);

    private static async Task<Ok<ServicesJson>> ListAsync(ServiceList list, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ServicesJson([.. (await list.ReadAsync(cancellationToken)).Select(ServiceJson.Of)]));

    private static async Task<Results<Ok<ServiceJson>, ProblemHttpResult>> FindAsync(
        int id, ServiceList list, Answering answer, CancellationToken cancellationToken) =>
        await list.FindAsync(id, cancellationToken) is { } service
            ? TypedResults.Ok(ServiceJson.Of(service))
            : answer.Problem(new Refused("no-service"));

    private static async Task<Results<Ok<CodeLookJson>, ProblemHttpResult>> LookAsync(
        [Description("As facts name it.")] string repo, CodeFacts code, Answering answer, CancellationToken cancellationToken,
        [Description("A folder; left out for the whole repository.")] string? path = null) =>
        ServiceCode.Folder(path) is { } folder
            ? TypedResults.Ok(CodeLookJson.Of(await code.LookAsync(repo.Trim(), folder, cancellationToken)))
            : answer.Problem(new Refused("bad-path", path ?? ""));

    private static async Task<Written> AddAsync(ServiceBody body, Services services, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(
            await services.AddAsync(new ServiceInput(body.Name, body.Product, body.Description, body.ExternalId), Author.Of(caller), cancellationToken),
            id => string.Create(CultureInfo.InvariantCulture, $"{ServicesRoot}/{id}"), cancellationToken);

    private static async Task<Written> EditAsync(
        int id, ServiceBody body, Services services, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(
            await services.EditAsync(
                id, new ServiceInput(body.Name, body.Product, body.Description, body.ExternalId), body.Stamp, Author.Of(caller), cancellationToken),
            null, cancellationToken);

    private static async Task<Written> RemoveAsync(int id, Services services, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(await services.RemoveAsync(id, Author.Of(caller), cancellationToken), null, cancellationToken);

    private static async Task<Written> OwnAsync(
        int id, OwnerBody body, ServiceOwners owners, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        answer.Read(body.Since, out var since)
            ? await answer.WrittenAsync(
                await owners.OwnAsync(id, body.Team, since, Author.Of(caller), cancellationToken),
                owner => string.Create(CultureInfo.InvariantCulture, $"{ServicesRoot}/{id}/owners/{owner}"), cancellationToken)
            : answer.Problem(new Refused("bad-day", body.Since!));

    private static async Task<Written> CorrectOwnerAsync(
        int id, int owner, DatesBody body, ServiceOwners owners, Caller caller, Answering answer, CancellationToken cancellationToken)
    {
        if (!answer.Read(body.Since, out var since))
            return answer.Problem(new Refused("bad-day", body.Since!));
        if (!answer.Read(body.Until, out var until))
            return answer.Problem(new Refused("bad-day", body.Until!));
        return await owners.IsOfAsync(owner, id, cancellationToken)
            ? await answer.WrittenAsync(
                await owners.CorrectAsync(owner, since, until, body.Reason, body.Stamp, Author.Of(caller), cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("no-owner"));
    }

    private static async Task<Written> RemoveOwnerAsync(
        int id, int owner, string? reason, ServiceOwners owners, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await owners.IsOfAsync(owner, id, cancellationToken)
            ? await answer.WrittenAsync(await owners.RemoveAsync(owner, reason, null, Author.Of(caller), cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("no-owner"));

    private static async Task<Written> MapAsync(
        int id, CodeBody body, ServiceCode code, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(
            await code.MapAsync(id, body.Repo, body.Path, Author.Of(caller), cancellationToken),
            place => string.Create(CultureInfo.InvariantCulture, $"{ServicesRoot}/{id}/code/{place}"), cancellationToken);

    private static async Task<Written> UnmapAsync(
        int id, int code, ServiceCode mappings, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await mappings.IsOfAsync(code, id, cancellationToken)
            ? await answer.WrittenAsync(await mappings.UnmapAsync(code, Author.Of(caller), cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("no-code"));
}
