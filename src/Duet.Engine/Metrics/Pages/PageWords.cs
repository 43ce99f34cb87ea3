using System.Text.RegularExpressions;

namespace Duet.Engine.Metrics.Pages;

/// <summary>The words pages use for the values of the definition's enums.</summary>
public static partial class PageWords
{
    /// <summary><c>FeedbackLoops</c> is written <c>feedback loops</c>.</summary>
    public static string ToPageWord<T>(this T value) where T : struct, Enum =>
        Capital().Replace(value.ToString(), " $0").ToLowerInvariant();

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex Capital();
}
