using Duet.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Settings.Checks;

/// <summary>The check for the command line.</summary>
internal static class ChecksApi
{
    public const string Path = "/internal/check";

    public static void MapChecks(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, RunAsync).ExcludeFromDescription().Needs(Permission.AuditRead);

    private static async Task<Ok<CheckJson>> RunAsync(InstallationCheck check, CancellationToken cancellationToken)
    {
        var findings = await check.RunAsync(cancellationToken);
        return TypedResults.Ok(new CheckJson(findings.All(finding => finding.Holds), findings));
    }
}

internal sealed record CheckJson(bool Holds, IReadOnlyList<Finding> Findings);
