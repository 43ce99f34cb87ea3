using System.Security.Cryptography;

namespace Duet.Engine.Surveys.Comments;

/// <summary>
/// Which texts of a closed wave may be read at all, and in which order. Texts have no group: the whole wave stands behind them or
/// nobody does.
/// </summary>
public static class CommentRelease
{
    /// <summary>People who wrote under the same item, at least, before one of their texts is shown.</summary>
    public const int Fewest = 10;

    /// <summary>
    /// The texts under items that enough people wrote to, masked, all of them together in an order of chance. A sheet has one text an
    /// item, so that texts under one item are people.
    /// </summary>
    /// <param name="written">All of a wave, in any order.</param>
    /// <param name="k">The wave's own floor, where it is higher than <see cref="Fewest"/>.</param>
    /// <param name="mask">Takes names and addresses out.</param>
    /// <returns>Empty where fewer wrote.</returns>
    public static IReadOnlyList<WrittenComment> Of(IEnumerable<WrittenComment> written, int k, TextMask mask)
    {
        var shown = written.Where(comment => !string.IsNullOrWhiteSpace(comment.Text))
            .GroupBy(comment => comment.Item, StringComparer.Ordinal).Where(item => item.Count() >= Math.Max(k, Fewest))
            .SelectMany(item => item).Select(comment => comment with { Text = mask.Of(comment.Text) }).ToArray();
        // Not by a seed that could be found out: the order of writing must not follow from the order of reading.
        RandomNumberGenerator.Shuffle(shown.AsSpan());
        return shown;
    }

    /// <summary>How many people, in fives, such as "5-9".</summary>
    public static string Band(int people) => $"{people / 5 * 5}-{people / 5 * 5 + 4}";
}
