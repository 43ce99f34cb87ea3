using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Platform.Local;

/// <summary>By what the command line knows that it reached the server of its data directory.</summary>
internal static class LocalApi
{
    public const string Path = "/internal/server";

    public static IServiceCollection AddLocal(this IServiceCollection services) => services.AddSingleton<HostToken>();

    public static IEndpointConventionBuilder MapLocal(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, Answer).ExcludeFromDescription();

    private static Ok<RunningProcess> Answer() => TypedResults.Ok(new RunningProcess(Environment.ProcessId));
}

internal sealed record RunningProcess(int ProcessId);
