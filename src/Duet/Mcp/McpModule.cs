using Duet.Access;

namespace Duet.Mcp;

/// <summary>The door for editors and assistants: the Model Context Protocol over HTTP, without sessions, with one tool that writes and none that reads.</summary>
internal static class McpModule
{
    public const string Path = "/mcp";

    public static IServiceCollection AddMcp(this IServiceCollection services)
    {
        // It reports each bad argument as a fault, with a stack; ours are reported by the tool.
        services.AddLogging(logging => logging.AddFilter("ModelContextProtocol", LogLevel.None));
        services.AddSingleton<FrictionTool>();
        services.AddMcpServer(options =>
            {
                options.ServerInfo = new() { Name = "duet", Version = typeof(McpModule).Assembly.GetName().Version!.ToString(3) };
                options.ServerInstructions = "Report what stands in a developer's way, in their words and only when they want it reported.";
            })
            .WithHttpTransport(options => options.Stateless = true)
            .WithListToolsHandler((_, _) => ValueTask.FromResult(FrictionTool.List))
            .WithCallToolHandler((request, cancellationToken) => request.Services!.GetRequiredService<FrictionTool>().CallAsync(request, cancellationToken));
        return services;
    }

    public static void MapMcp(this WebApplication app)
    {
        var route = app.MapGroup("").ExcludeFromDescription().MapMcp(Path).Needs(Permission.FrictionReport);
        // Nothing is sent but answers: there is no stream to listen to.
        app.MapGet(Path, (HttpContext context) =>
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }).Needs(Permission.FrictionReport).ExcludeFromDescription();
        route.Finally(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => McpGate.PassAsync(context, inner);
        });
    }
}
