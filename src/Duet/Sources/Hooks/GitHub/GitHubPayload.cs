using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Sources.Hooks.GitHub;

/// <summary>What is read of GitHub's messages; everything else in them is kept and not looked at.</summary>
internal sealed record GitHubPayload
{
    public string? Action { get; init; }
    public GitHubRepository? Repository { get; init; }
    public GitHubDeployment? Deployment { get; init; }
    public GitHubStatus? DeploymentStatus { get; init; }
    public GitHubIssue? Issue { get; init; }
    public GitHubLabel? Label { get; init; }

    /// <exception cref="JsonException">It is no such JSON.</exception>
    public static GitHubPayload Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, GitHubJson.Default.GitHubPayload) ?? throw new JsonException("The body is null.");
}

internal sealed record GitHubRepository(string Name);

/// <param name="Payload">An object, a text or anything else that the sender put there.</param>
internal sealed record GitHubDeployment(
    long Id, DateTimeOffset CreatedAt, string? Sha = null, string? Task = null, string? Environment = null, bool? ProductionEnvironment = null, JsonElement Payload = default);

internal sealed record GitHubStatus(string State, DateTimeOffset CreatedAt, string? Environment = null);

internal sealed record GitHubIssue(
    long Id, string Title, DateTimeOffset CreatedAt, string? Body = null, string? HtmlUrl = null, IReadOnlyList<GitHubLabel>? Labels = null,
    DateTimeOffset? UpdatedAt = null, string? State = null, string? StateReason = null);

internal sealed record GitHubLabel(string Name);

// What has changed its shape is put aside, not guessed.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GitHubPayload))]
internal sealed partial class GitHubJson : JsonSerializerContext;
