using System.Collections.Frozen;

namespace Duet.Engine.Identity;

/// <summary>Short forms of given names that are not simply their beginning ("Matt" needs no entry).</summary>
internal static class ShortForms
{
    private static readonly FrozenDictionary<string, string> Long = new Dictionary<string, string>
    {
        ["andy"] = "andrew",
        ["bill"] = "william",
        ["bob"] = "robert",
        ["dave"] = "david",
        ["jim"] = "james",
        ["joe"] = "joseph",
        ["kate"] = "katherine",
        ["liz"] = "elizabeth",
        ["mike"] = "michael",
        ["nick"] = "nicholas",
        ["rick"] = "richard",
        ["sascha"] = "alexander",
        ["sasha"] = "alexander",
        ["tom"] = "thomas",
        ["tony"] = "anthony",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string LongOf(string given) => Long.GetValueOrDefault(given, given);

    /// <summary>True where one is, or may be, a short form of the other; false for equal names.</summary>
    public static bool Fit(string a, string b) =>
        a != b && (LongOf(a) == LongOf(b) || (Math.Min(a.Length, b.Length) >= 3
            && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal))));
}
