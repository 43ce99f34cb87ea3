using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Duet.Platform.Web;

/// <summary>The description of the API for programs, and a page of it for people, served from here alone.</summary>
internal static class ApiReference
{
    public const string Page = "/scalar";
    private const string Bearer = "key";

    public static void AddApiReference(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        // Parameters that repeat need not be there once; the compiled routes do not say so.
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var repeated in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter is { In: ParameterLocation.Query, Schema.Type: JsonSchemaType.Array }))
                repeated.Required = false;
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Duet",
                Version = "v1",
                Description = "Metrics of product operations and developer experience, with n, intervals, and what was left out.",
            };
            // The address depends on who asks; a client knows it already.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "A key made with 'duet key add' or on the page Settings.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapApiReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapScalarApiReference(Page, options => options
            .WithTitle("Duet API")
            .WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools());
    }
}
