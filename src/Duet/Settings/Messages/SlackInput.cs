using Duet.Platform.Messages;

namespace Duet.Settings.Messages;

/// <summary>How messages reach Slack, as the form sends it.</summary>
internal sealed class SlackInput
{
    public const int LongestSecret = 500;
    public const int LongestApi = 300;

    public string? Webhook { get; set; }
    public string? Token { get; set; }
    public string? Api { get; set; } = SlackRow.UsualApi;

    public static SlackInput Of(SlackWorkspace? workspace) => new() { Api = workspace?.Api.AbsoluteUri ?? SlackRow.UsualApi };

    /// <summary>What was entered, or the names of the texts that say what is wrong with it.</summary>
    /// <param name="kept">An empty webhook or token leaves the one of this workspace; the token only as long as its address is the same.</param>
    public (SlackWorkspace? Workspace, IReadOnlyList<string> Problems) Check(SlackWorkspace? kept)
    {
        List<string> problems = [];
        var (webhook, token, api) = (Webhook?.Trim() ?? "", Token?.Trim() ?? "", (Api?.Trim() ?? "").TrimEnd('/') + "/");
        if (webhook.Length > 0 && (webhook.Length > LongestSecret || !IsSafe(webhook)))
            problems.Add("BadWebhook");
        if (token.Length > LongestSecret || token.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')))
            problems.Add("BadToken");
        if (api.Length > LongestApi || !IsSafe(api))
            problems.Add("BadApi");
        if (problems.Count > 0)
            return (null, problems);
        var address = new Uri(api);
        var workspace = new SlackWorkspace(
            webhook.Length > 0 ? new Uri(webhook) : kept?.Webhook, token.Length > 0 ? token : kept?.Api == address ? kept.Token : null, address);
        return workspace is { Webhook: null, Token: null } ? (null, ["NothingEntered"]) : (workspace, []);
    }

    // Whoever reads a webhook's address can write to its channel.
    private static bool IsSafe(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
