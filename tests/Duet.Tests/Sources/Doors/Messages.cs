using System.Globalization;

namespace Duet.Tests.Sources.Doors;

/// <summary>Messages as senders write them.</summary>
internal static class Messages
{
    public static string Deployment(string id, string more = "", string startedAt = "2026-11-02T09:00:00Z") => $$"""
        {"id":"{{id}}","service":"shop","environment":"production","outcome":"success","started_at":"{{startedAt}}","finished_at":"2026-11-02T09:10:00Z"{{more}}}
        """;

    public static string Measurement(string id, string value = "42", string name = "orders") =>
        $$"""{"id":"{{id}}","name":"{{name}}","value":{{value}},"at":"2026-11-02T09:00:00Z"}""";

    public static string Batch(IEnumerable<string> messages) => $$"""{"items":[{{string.Join(',', messages)}}]}""";

    public static IEnumerable<string> Deployments(int count, string start = "d") =>
        Enumerable.Range(0, count).Select(number => Deployment(start + number.ToString(CultureInfo.InvariantCulture)));
}
