using Duet.Access;
using Duet.Platform.Journal;

namespace Duet.Sources.Doors;

/// <summary>Our own doors: deployments, incidents, builds and measurements as JSON.</summary>
internal static class DoorsModule
{
    public static IServiceCollection AddDoors(this IServiceCollection services)
    {
        services.AddSingleton(new DoorLimits());
        services.AddSingleton<PushedSources>();
        services.AddSingleton<MeasurementNames>();
        services.AddSingleton<DoorGate>();
        services.AddSingleton<DoorDeliveries>();
        services.AddSingleton<LastDeliveries>();
        services.AddSingleton<PushedBoard>();
        services.AddScoped<QuarantineDesk>();
        AddDoor<DeploymentsDoor>(services);
        AddDoor<IncidentsDoor>(services);
        AddDoor<BuildsDoor>(services);
        AddDoor<MeasurementsDoor>(services);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, DoorJson.Default));
        return services;
    }

    public static void MapDoors(this WebApplication app)
    {
        var doors = app.MapGroup("/api/v1").WithTags("Sending").Needs(Permission.EventsWrite);
        var limits = app.Services.GetRequiredService<DoorLimits>();
        foreach (var door in app.Services.GetServices<Door>())
            doors.MapPost("/" + door.Name, (string? source, HttpContext context, DoorDeliveries deliveries, CancellationToken cancellationToken) =>
                    deliveries.TakeAsync(door, source, context, cancellationToken))
                .WithMetadata(door)
                .WithName("Send" + char.ToUpperInvariant(door.Name[0]) + door.Name[1..])
                .WithSummary($"Send {door.Name}: one, or a batch")
                .AddOpenApiOperationTransformer((operation, _, _) =>
                {
                    DoorDescription.Describe(operation, door, limits);
                    return Task.CompletedTask;
                })
                .Produces<DoorAnswer>(StatusCodes.Status202Accepted).Produces<DoorAnswer>()
                .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
                .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict)
                .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
                .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
                .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static void AddDoor<T>(IServiceCollection services) where T : Door
    {
        services.AddSingleton<T>();
        services.AddSingleton<Door>(provider => provider.GetRequiredService<T>());
        services.AddSingleton<IDeliveryMap>(provider => provider.GetRequiredService<T>());
    }
}
