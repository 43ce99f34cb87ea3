using Duet.Engine.Delivery;

namespace Duet.Delivery;

/// <summary>
/// The areas of a repository, as far as they may be shown: an area is narrower than the repository, so areas with fewer
/// people than the floor are folded into one line, and never one alone, whose numbers the rest would give away.
/// </summary>
/// <param name="Shown">Those with most touches first.</param>
/// <param name="Folded">How many areas share the last line.</param>
/// <param name="FoldedTouches">Their touches together.</param>
internal sealed record AreaPicture(IReadOnlyList<AreaLine> Shown, int Folded, long FoldedTouches)
{
    private const int Most = 15;

    /// <param name="touches">Touches of a person on an area.</param>
    /// <param name="floor">Least distinct people of a shown area.</param>
    public static AreaPicture Of(IEnumerable<(string Area, long Person, long Touches)> touches, int floor)
    {
        var areas = touches.GroupBy(touch => touch.Area)
            .Select(area => new AreaLine(
                area.Key, area.Count(), BusFactor.Of(area.Select(touch => (int)touch.Touches)), area.Sum(touch => touch.Touches)))
            .OrderByDescending(area => area.Touches).ThenBy(area => area.Name, StringComparer.Ordinal)
            .ToList();
        var shown = areas.Where(area => area.People >= floor).ToList();
        if (areas.Count - shown.Count == 1 && shown.Count > 0)
            shown.Remove(shown.MinBy(area => area.People)!);
        shown = [.. shown.Take(Most)];
        return new AreaPicture(shown, areas.Count - shown.Count, areas.Except(shown).Sum(area => area.Touches));
    }
}

/// <summary>An area with at least as many people as the floor asks for.</summary>
/// <param name="Name">The first directory.</param>
/// <param name="People">Distinct people who touched it.</param>
/// <param name="BusFactor">The fewest of them who made half of the touches.</param>
/// <param name="Touches">Paths touched by commits.</param>
internal sealed record AreaLine(string Name, int People, int BusFactor, long Touches);
