using Duet.Feedback.Records;

namespace Duet.Feedback.Assistant;

/// <summary>A language model as it is entered.</summary>
/// <param name="Endpoint">Up to and without <c>/chat/completions</c>, such as <c>http://127.0.0.1:11434/v1</c>.</param>
internal sealed record AssistantSettings(string Endpoint, string Model, IReadOnlyList<VoiceKind> Kinds, bool IsOn)
{
    private const int LongestEndpoint = 500;
    private const int LongestModel = 200;

    /// <summary>The only voices whose words may leave: never those of the people who work here.</summary>
    public static IReadOnlyList<VoiceKind> Possible { get; } = [VoiceKind.User, VoiceKind.Customer];

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Problem =>
        Address is null ? "endpoint"
        : Model.Length is 0 or > LongestModel || Model.Any(char.IsControl) ? "model"
        : Kinds.Count == 0 || Kinds.Except(Possible).Any() ? "kinds"
        : null;

    /// <summary>Where questions are sent; null for what is no such address. Words go out in the open to this machine only.</summary>
    public Uri? Address =>
        Endpoint.Length <= LongestEndpoint && Uri.TryCreate(Endpoint.TrimEnd('/') + "/chat/completions", UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo: "", Query: "", Fragment: "" } ? address : null;
}
