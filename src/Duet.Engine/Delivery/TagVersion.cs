using System.Globalization;

namespace Duet.Engine.Delivery;

/// <summary>
/// The version within a tag's name: <c>v1.2.3</c>, <c>release-1.2</c>, <c>pkg@1.2.3-rc.1</c>, <c>2024.11</c>, <c>REL_15_2</c>.
/// At least two numbers, apart by dots (or underscores throughout); moving tags such as <c>v1</c> are none.
/// </summary>
internal sealed record TagVersion(string Product, long[] Numbers, string Suffix, bool IsPrerelease) : IComparable<TagVersion>
{
    private static readonly HashSet<string> Early =
    [
        "alpha", "beta", "canary", "cr", "dev", "ea", "eap", "experimental", "insiders", "nightly", "next", "pr", "pre",
        "prerelease", "preview", "rc", "snapshot", "test", "unstable",
    ];

    // A letter alone may be a patch (OpenSSL's 1.0.2k); with a number it is a stage (Python's 1.0b2).
    private static readonly HashSet<string> EarlyWithNumber = ["a", "b", "c", "m"];

    private static readonly HashSet<string> Final =
    [
        "final", "fix", "ga", "hotfix", "incubating", "lts", "p", "patch", "post", "r", "release", "sp", "stable", "u", "windows",
    ];

    private static readonly HashSet<string> NoProduct =
        ["", "r", "rel", "release", "releases", "tag", "tags", "v", "ver", "version", "versions"];

    private static readonly HashSet<string> NoRelease = ["archive", "backup", "broken", "old", "temp", "tmp", "wip"];

    /// <summary>A year as the first number.</summary>
    public bool IsCalendar => Numbers[0] is >= 1990 and <= 2100;

    /// <summary>The version of a tag, or null where its name holds none.</summary>
    public static TagVersion? Of(string tag)
    {
        if (tag.Length > 250)
            return null;
        for (var i = 0; i < tag.Length; i++)
        {
            if (!char.IsAsciiDigit(tag[i]) || (i > 0 && (char.IsAsciiDigit(tag[i - 1]) || tag[i - 1] == '.')))
                continue;
            if (Parse(tag, i) is { } version)
                return version;
        }
        return null;
    }

    public int CompareTo(TagVersion? other)
    {
        if (other == null)
            return 1;
        for (var i = 0; i < Math.Max(Numbers.Length, other.Numbers.Length); i++)
        {
            var order = At(i).CompareTo(other.At(i));
            if (order != 0)
                return order;
        }
        return IsPrerelease != other.IsPrerelease ? (IsPrerelease ? -1 : 1) : string.CompareOrdinal(Suffix, other.Suffix);
    }

    /// <summary>The number at a place; versions go on with zeros.</summary>
    public long At(int place) => place < Numbers.Length ? Numbers[place] : 0;

    private static TagVersion? Parse(string tag, int start)
    {
        List<long> numbers = [];
        var at = start;
        var separator = '\0';
        while (true)
        {
            var end = at;
            while (end < tag.Length && char.IsAsciiDigit(tag[end]))
                end++;
            if (!long.TryParse(tag.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
            at = end;
            if (at + 1 >= tag.Length || tag[at] is not ('.' or '_') || !char.IsAsciiDigit(tag[at + 1])
                || (separator != '\0' && separator != tag[at]))
                break;
            separator = tag[at++];
        }
        if (numbers.Count < 2)
            return null;
        var words = Words(tag.AsSpan(0, start));
        if (words.Any(w => NoRelease.Contains(w.Text)) || Stage(tag.AsSpan(at)) is not { } isEarly)
            return null;
        var isPrerelease = isEarly || words.Any(w => Early.Contains(w.Text));
        return new TagVersion(ProductOf(tag[..start]), [.. numbers], tag[at..], isPrerelease);
    }

    // True for a pre-release, false for a release, null where what follows the numbers is no part of a version.
    private static bool? Stage(ReadOnlySpan<char> suffix)
    {
        if (suffix.IsEmpty || suffix[0] == '+')
            return false;
        var build = suffix.IndexOf('+');
        if (build >= 0)
            suffix = suffix[..build];
        var words = Words(suffix);
        if (words.Any(w => Early.Contains(w.Text) || (w.HasNumber && EarlyWithNumber.Contains(w.Text))))
            return true;
        if (words.Count > 0 && Final.Contains(words[0].Text))
            return false;
        if (suffix.Length == 1 && char.IsAsciiLetterLower(suffix[0]))
            return false;
        // Semantic versioning: what follows a hyphen is a pre-release.
        return suffix.Length > 1 && suffix[0] == '-' ? true : null;
    }

    private static List<(string Text, bool HasNumber)> Words(ReadOnlySpan<char> text)
    {
        List<(string, bool)> words = [];
        for (var i = 0; i < text.Length; i++)
        {
            var end = i;
            while (end < text.Length && char.IsLetter(text[end]))
                end++;
            if (end == i)
                continue;
            var after = text[end..].TrimStart(".-_");
            words.Add((text[i..end].ToString().ToLowerInvariant(), !after.IsEmpty && char.IsAsciiDigit(after[0])));
            i = end;
        }
        return words;
    }

    // "releases/", "v", "pkg/v", "@scope/pkg@", "product-".
    private static string ProductOf(string prefix)
    {
        var product = prefix.TrimEnd('-', '/', '@', '_', '.');
        if (product.Length > 1 && product[^1] is 'v' or 'V' && !char.IsLetterOrDigit(product[^2]))
            product = product[..^1].TrimEnd('-', '/', '@', '_', '.');
        return NoProduct.Contains(product.ToLowerInvariant()) ? "" : product;
    }
}
