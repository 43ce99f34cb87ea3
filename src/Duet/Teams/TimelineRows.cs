using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Reads dated rows as a timeline, and brings rows to what a timeline says.</summary>
internal static class TimelineRows
{
    public static Validity Span(this IDated row) => new(row.Since, row.Until);

    public static Timeline<TValue> Timeline<TRow, TValue>(this IEnumerable<TRow> rows, Func<TRow, TValue> valueOf)
        where TRow : class, IDated where TValue : notnull =>
        new(rows.Select(row => new Spell<TValue>(valueOf(row), row.Span())));

    /// <summary>
    /// Rows that stay keep their ids; the others are removed, and what has no row yet is added. Answers the rows in order.
    /// </summary>
    /// <param name="db">Tracks <paramref name="rows"/>.</param>
    /// <param name="rows">All rows of the timeline as it is stored.</param>
    /// <param name="wanted">What is to hold.</param>
    /// <param name="valueOf">What a row says.</param>
    /// <param name="create">A new row that says so; its dates are set here.</param>
    public static IReadOnlyList<TRow> Store<TRow, TValue>(
        this DbContext db, IEnumerable<TRow> rows, Timeline<TValue> wanted, Func<TRow, TValue> valueOf, Func<TValue, TRow> create)
        where TRow : class, IDated where TValue : notnull
    {
        List<TRow> free = [.. rows], stored = [];
        foreach (var spell in wanted.Spells)
        {
            var same = free.Where(row => valueOf(row).Equals(spell.Value)).ToList();
            var row = same.Find(row => row.Span() == spell.Span) ?? same.Find(row => row.Span().Overlaps(spell.Span)) ?? same.FirstOrDefault();
            if (row is null)
                db.Add(row = create(spell.Value));
            else
                free.Remove(row);
            (row.Since, row.Until) = (spell.Span.Since, spell.Span.Until);
            stored.Add(row);
        }
        db.RemoveRange(free);
        return stored;
    }
}
