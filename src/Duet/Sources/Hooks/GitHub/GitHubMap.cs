using System.Globalization;
using System.Text.Json;
using Duet.Engine.Facts;
using Duet.Platform.Journal;

namespace Duet.Sources.Hooks.GitHub;

/// <summary>Makes facts of what GitHub sends: a deployment of each status that ends one. Issues became voices when they came.</summary>
internal sealed class GitHubMap : IDeliveryMap
{
    public const string StatusEvent = "deployment_status";
    public const string IssueEvent = "issues";
    private const string EventParameter = "; event=";

    public string Door => HookKinds.GitHub;

    /// <summary>The event is named by a header only; it is kept with the type of the body.</summary>
    public static string ContentTypeOf(string name) => "application/json" + EventParameter + name;

    public IReadOnlyList<MappedItem> Map(StoredDelivery delivery)
    {
        var at = delivery.ContentType.IndexOf(EventParameter, StringComparison.Ordinal);
        var name = at < 0 ? "" : delivery.ContentType[(at + EventParameter.Length)..];
        if (name is not (StatusEvent or IssueEvent))
            return [new MappedItem(0, [], Ignored: true)];
        try
        {
            var payload = GitHubPayload.Read(delivery.Body.Span);
            return [name == IssueEvent ? new MappedItem(0, [], Ignored: true) : Status(payload)];
        }
        catch (JsonException problem)
        {
            return [new MappedItem(0, [], "unknown-shape", problem.Message)];
        }
    }

    // What only began is left to the status that ends it: messages come in any order, and the last word must not be "running".
    private static MappedItem Status(GitHubPayload payload)
    {
        if (payload is not { DeploymentStatus: { } status, Deployment: { } deployment, Repository: { } repository })
            return new MappedItem(0, [], "unknown-shape", "The message has no deployment, no status or no repository.");
        Outcome? outcome = status.State switch
        {
            "success" => Outcome.Success,
            "failure" or "error" => Outcome.Failure,
            _ => null,
        };
        if (outcome is not { } ended)
            return new MappedItem(0, [], Ignored: true);
        // By the name that the repository's own source gets, so that both tell of one repository.
        var repo = SourceNames.From(repository.Name, new HashSet<string>());
        return new MappedItem(0, [new DeploymentFact
        {
            Id = deployment.Id.ToString(CultureInfo.InvariantCulture),
            Service = ServiceOf(deployment) ?? repo,
            Environment = deployment.ProductionEnvironment == true ? "production" : status.Environment ?? deployment.Environment ?? "production",
            Repo = repo,
            Sha = deployment.Sha,
            StartedAt = deployment.CreatedAt.ToUniversalTime(),
            FinishedAt = status.CreatedAt.ToUniversalTime(),
            Outcome = ended,
            IsRollback = deployment.Task?.Contains("rollback", StringComparison.OrdinalIgnoreCase) == true,
        }]);
    }

    // One repository may hold several services; whoever deploys can say which.
    private static string? ServiceOf(GitHubDeployment deployment) =>
        deployment.Payload.ValueKind == JsonValueKind.Object && deployment.Payload.TryGetProperty("service"u8, out var service)
        && service.ValueKind == JsonValueKind.String && service.GetString() is { Length: > 0 and <= 200 } name
            ? name
            : null;
}
