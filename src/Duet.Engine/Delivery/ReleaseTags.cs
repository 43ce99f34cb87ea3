using System.Text.RegularExpressions;
using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>Which tags are releases, and of what kind.</summary>
public static partial class ReleaseTags
{
    /// <summary>A patch this soon after the version it patches is a hotfix.</summary>
    public static readonly TimeSpan HotfixWindow = TimeSpan.FromHours(72);

    /// <summary>
    /// The releases among <paramref name="tags"/>. Tags with a version number are; where no tag has one, the rules of
    /// <see cref="ReleaseRule"/> apply in their order. Names such as <c>backup-1.0</c> are none.
    /// </summary>
    /// <param name="tags">In any order; of tags with the same name the first counts.</param>
    public static ReleaseSet Of(IEnumerable<TagRef> tags)
    {
        var all = tags.DistinctBy(t => t.Name).ToList();
        List<(TagRef Tag, TagVersion? Version)> releases =
            [.. all.Select(t => (t, TagVersion.Of(t.Name))).Where(t => t.Item2 != null)];
        var (rule, confidence) = (ReleaseRule.Versions, 1.0);
        if (releases.Count == 0)
        {
            (rule, confidence, var picked) = WithoutVersions(all);
            releases = [.. picked.Select(t => (t, (TagVersion?)null))];
        }
        releases.Sort(InTime);
        return new ReleaseSet
        {
            Tags = Describe(releases),
            Rule = rule,
            Confidence = confidence,
            Ignored = all.Count - releases.Count,
        };
    }

    private static (ReleaseRule, double, List<TagRef>) WithoutVersions(List<TagRef> tags)
    {
        var dated = tags.FindAll(t => Dated().IsMatch(t.Name));
        var numbered = tags.FindAll(t => Numbered().IsMatch(t.Name));
        if (dated.Count > 0 && dated.Count * 2 >= tags.Count)
            return (ReleaseRule.Dates, 0.6, dated);
        if (numbered.Count > 0 && numbered.Count * 2 >= tags.Count)
            return (ReleaseRule.Numbers, 0.5, numbered);
        var annotated = tags.FindAll(t => t.IsAnnotated);
        return annotated.Count > 0 ? (ReleaseRule.Annotated, 0.4, annotated) : (ReleaseRule.None, 0, []);
    }

    private static int InTime((TagRef Tag, TagVersion? Version) a, (TagRef Tag, TagVersion? Version) b)
    {
        var order = a.Tag.At.CompareTo(b.Tag.At);
        if (order == 0)
            order = string.CompareOrdinal(a.Version?.Product, b.Version?.Product);
        if (order == 0)
            order = Comparer<TagVersion?>.Default.Compare(a.Version, b.Version);
        return order != 0 ? order : string.CompareOrdinal(a.Tag.Name, b.Tag.Name);
    }

    private static List<ReleaseTag> Describe(List<(TagRef Tag, TagVersion? Version)> releases)
    {
        Dictionary<string, Line> lines = [];
        List<ReleaseTag> described = new(releases.Count);
        foreach (var (tag, version) in releases)
        {
            var product = version?.Product ?? "";
            if (!lines.TryGetValue(product, out var line))
                lines.Add(product, line = new Line());
            var (kind, patched) = version == null ? (ReleaseKind.Other, null) : line.Compare(version);
            described.Add(new ReleaseTag
            {
                Name = tag.Name,
                Sha = tag.Sha,
                At = tag.At,
                Product = product,
                IsPrerelease = version?.IsPrerelease ?? false,
                Kind = kind,
                IsHotfix = kind == ReleaseKind.Patch && version is { IsPrerelease: false } && tag.At - patched <= HotfixWindow,
                PreviousAt = line.LastAt,
            });
            if (version?.IsPrerelease != true)
                line.Add(version, tag.At);
        }
        return described;
    }

    [GeneratedRegex(@"(?:^|[^0-9])(?:19|20)[0-9]{2}[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12][0-9]|3[01])(?:[^0-9]|$|[0-9]{4,6})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Dated();

    [GeneratedRegex("^[A-Za-z]*[-_/]?[0-9]{1,9}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    /// <summary>The releases of one product so far.</summary>
    private sealed class Line
    {
        private readonly List<(TagVersion Version, DateTimeOffset At)> ascending = [];

        public DateTimeOffset? LastAt { get; private set; }

        public void Add(TagVersion? version, DateTimeOffset at)
        {
            LastAt = at;
            if (version != null)
                ascending.Insert(Place(version), (version, at));
        }

        public (ReleaseKind Kind, DateTimeOffset? BaseAt) Compare(TagVersion version)
        {
            var place = Place(version);
            if (place == 0)
                return (ReleaseKind.Other, null);
            var (below, at) = ascending[place - 1];
            var kind = (below, version) switch
            {
                _ when below.At(0) != version.At(0) => ReleaseKind.Major,
                _ when below.At(1) != version.At(1) => ReleaseKind.Minor,
                _ when below.CompareTo(version) != 0 => ReleaseKind.Patch,
                _ => ReleaseKind.Other,
            };
            // A new year or month of a calendar version says nothing about the size of the step.
            return (version.IsCalendar && kind != ReleaseKind.Patch ? ReleaseKind.Other : kind, at);
        }

        // The first place whose version is not below.
        private int Place(TagVersion version)
        {
            var (low, high) = (0, ascending.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (ascending[middle].Version.CompareTo(version) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }
    }
}
