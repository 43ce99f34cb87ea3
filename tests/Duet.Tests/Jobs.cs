using Duet.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Duet.Tests;

/// <summary>Jobs that a test makes look itself must not look by themselves in between.</summary>
internal static class Jobs
{
    public static IServiceCollection Without<TJob>(this IServiceCollection services) where TJob : Rounds
    {
        var found = services.Single(service => service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType ?? service.ImplementationFactory?.GetType().GenericTypeArguments[1]) == typeof(TJob));
        services.Remove(found);
        return services;
    }
}
