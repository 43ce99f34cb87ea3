using System.Globalization;
using System.Text.Json;

namespace Duet.Sources.Hooks.GitHub;

/// <summary>Finds out whether a message about an issue is somebody's voice.</summary>
internal static class GitHubIssues
{
    // What feedback holds at most, less an address.
    private const int LongestBody = 9_500;

    /// <summary>Null where the message says nothing new, or is about an issue without the hook's label.</summary>
    public static HeardMessage? Of(ReadOnlySpan<byte> body, Hook hook)
    {
        GitHubPayload payload;
        try
        {
            payload = GitHubPayload.Read(body);
        }
        catch (JsonException)
        {
            // The journal keeps it and puts it aside.
            return null;
        }
        if (payload.Issue is not { } issue)
            return null;
        var isOurs = hook.Label is null || (issue.Labels ?? []).Any(label => Is(label, hook.Label));
        return payload.Action switch
        {
            // What the message is about and what else holds by now: messages come in any order, and are sent again.
            "opened" or "reopened" or "edited" or "closed" when isOurs => Heard(hook, issue) with { IsAgain = payload.Action == "reopened", IsReopened = payload.Action == "reopened" },
            "labeled" when isOurs && (hook.Label is null || Is(payload.Label, hook.Label)) => Heard(hook, issue) with { IsAgain = true },
            "unlabeled" when hook.Label is not null && Is(payload.Label, hook.Label) => Withdrawn(hook, issue),
            "deleted" => Withdrawn(hook, issue),
            _ => null,
        };
    }

    private static HeardMessage Heard(Hook hook, GitHubIssue issue) => new()
    {
        Hook = hook,
        ExternalId = IdOf(issue),
        Title = issue.Title,
        Body = $"{Cut(issue.Body ?? "")}\n\n{issue.HtmlUrl}".Trim(),
        At = issue.CreatedAt,
        ChangedAt = issue.UpdatedAt,
        State = issue.State != "closed" ? HeardState.Open : issue.StateReason is "not_planned" or "duplicate" ? HeardState.Declined : HeardState.Done,
    };

    private static HeardMessage Withdrawn(Hook hook, GitHubIssue issue) =>
        new() { Hook = hook, ExternalId = IdOf(issue), At = issue.CreatedAt, ChangedAt = issue.UpdatedAt, State = HeardState.Withdrawn };

    // The number changes when an issue is moved to another repository, this does not.
    private static string IdOf(GitHubIssue issue) => "issue:" + issue.Id.ToString(CultureInfo.InvariantCulture);

    private static bool Is(GitHubLabel? label, string name) => string.Equals(label?.Name, name, StringComparison.OrdinalIgnoreCase);

    private static string Cut(string text) =>
        text.Length <= LongestBody ? text : text[..(char.IsHighSurrogate(text[LongestBody - 1]) ? LongestBody - 1 : LongestBody)] + "…";
}
