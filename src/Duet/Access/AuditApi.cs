using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Access;

/// <summary>The audit log for programs, newest first.</summary>
internal static class AuditApi
{
    private const int MostRecords = 500;

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/audit", ListAsync).WithTags("Audit").WithName("ListAudit").WithSummary("What was done, newest first")
            .Needs(Permission.AuditRead)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Ok<AuditJson>> ListAsync(
        Audit audit, string? action, string? actor, long? before, int? limit, CancellationToken cancellationToken)
    {
        var asked = Math.Clamp(limit ?? Audit.PageSize, 1, MostRecords);
        var records = await audit.ListAsync(new AuditFilter(action, actor, before, asked), cancellationToken);
        return TypedResults.Ok(new AuditJson(
            [.. records.Select(AuditRecordJson.Of)], records.Count == asked && records[^1].Number > 1 ? records[^1].Number : null));
    }
}

/// <summary>A page of the audit log.</summary>
/// <param name="Next">Ask with <c>before</c> set to this for older records; null where there are none.</param>
internal sealed record AuditJson(IReadOnlyList<AuditRecordJson> Records, long? Next);

internal sealed record AuditRecordJson(
    long Number, DateTimeOffset At, string Actor, string Action, string Object, string? Reason, string? Before, string? After, string Hash)
{
    public static AuditRecordJson Of(AuditRecord record) => new(
        record.Number, record.At, record.Actor, record.Action, record.Object, record.Reason, record.Before, record.After,
        Convert.ToHexStringLower(record.Hash));
}

[JsonSerializable(typeof(AuditJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class AccessJson : JsonSerializerContext;
