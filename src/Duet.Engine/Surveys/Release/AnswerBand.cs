using System.Globalization;

namespace Duet.Engine.Surveys.Release;

/// <summary>
/// How many answers there are, as far as it is told. Whatever stands beside a number is computed from this, never from the count:
/// how finely it is rounded, what else is shown, and how wide its interval is.
/// </summary>
/// <param name="From">The fewest it may be.</param>
/// <param name="To">The most it may be; those asked may be fewer.</param>
internal readonly record struct AnswerBand(int From, int To)
{
    private const int Detail = 10;
    private const int Narrowest = 2;
    private const int Five = 5;

    /// <summary>
    /// Edges lie at 0, at k, at the floor for details, and at every five from there on. One that only all who were asked, or all but
    /// none, could reach is left out: it would say that everybody answered.
    /// </summary>
    public static AnswerBand Of(int n, int k, long invited)
    {
        var from = 0;
        foreach (var edge in Edges(k))
        {
            var isUsed = edge == k || edge + Narrowest <= invited;
            if (edge <= n)
                from = isUsed ? edge : from;
            else if (isUsed || edge > invited)
                return new AnswerBand(from, edge - 1);
        }
        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>As it was released: a band's text, or the count of a whole that was released when counts were still told.</summary>
    public static AnswerBand? Of(CellRelease cell, int k, long invited) =>
        cell.Band?.Split('-') is [var from, var to] ? new AnswerBand(int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture))
        : cell.N is { } n ? Of(n, k, invited)
        : null;

    /// <summary>From so many answers on there are means, scores and distributions besides the share.</summary>
    public static int DetailFloor(int k) => k >= Detail ? k : Math.Max(Detail, k + Narrowest);

    /// <summary>
    /// What shares are rounded to: never finer than one answer of the band's fewest, so that each count of the band has a number of
    /// favourable answers that gives the same share.
    /// </summary>
    public double Step => From switch { < 10 => 0.2, < 20 => 0.1, < 100 => 0.05, _ => 0.01 };

    /// <summary>The share from which only "at least" is said: "all" looks like "all but one".</summary>
    public double Cap => 1 - Math.Max(0.05, Step);

    /// <summary>What shares of all answers are rounded to: below 20 coarser, or all of them together would be the answers themselves.</summary>
    public double PartStep => From < 20 ? 0.2 : Step;

    /// <summary>The least share of a distribution, which means at most that; its complement is the most.</summary>
    public double LeastPart => Math.Max(0.05, PartStep);

    /// <summary>Its middle, counting nobody who was not asked.</summary>
    public double Middle(long invited) => (From + Math.Min(To, Math.Max(From, invited))) / 2.0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");

    private static IEnumerable<int> Edges(int k)
    {
        yield return k;
        var last = k;
        if (DetailFloor(k) > k)
            yield return last = DetailFloor(k);
        for (var edge = (last + Narrowest + Five - 1) / Five * Five; ; edge += Five)
            yield return edge;
    }
}
