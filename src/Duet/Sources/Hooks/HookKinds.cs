namespace Duet.Sources.Hooks;

/// <summary>The services that send to hooks; each is the part of the address and the door of the journal.</summary>
internal static class HookKinds
{
    public const string GitHub = "github";
    public const string Slack = "slack";

    public static IReadOnlyList<string> All { get; } = [GitHub, Slack];
}
