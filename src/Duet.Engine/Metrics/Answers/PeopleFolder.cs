using Duet.Engine.Metrics.Calculators;
using Duet.Engine.Metrics.Planning;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Answers;

/// <summary>What one person did in one stretch, or left out for one reason.</summary>
internal sealed record PersonRow(int Bucket, GroupKey Group, int Reason, long Person, bool IsHuman, long Rows, long Different);

/// <summary>Hands each period's window of work to a calculator.</summary>
internal sealed class PeopleFolder(SeriesPlan plan, TimeZoneInfo zone)
{
    public CellSet Fold(Calculator calculator, IReadOnlyList<PersonRow> rows)
    {
        var counted = rows.Where(row => row.Reason == 0).ToList();
        List<Cell> cells = [];
        foreach (var group in counted.GroupBy(row => row.Group))
        {
            var work = group.Select(row => new PersonWork(
                plan.Boundaries[row.Bucket], row.Group, row.Person, row.IsHuman, row.Rows, row.Different))
                .OrderBy(part => part.Stretch).ToList();
            for (var period = Cell.Total; period < plan.Periods.Count; period++)
            {
                var window = Within(work, calculator.Window(period == Cell.Total ? plan.Whole : plan.Periods[period], zone));
                if (window.Count > 0)
                    cells.Add(new Cell(period, group.Key, window.Sum(part => part.Rows), People(window), calculator.Of(window)));
            }
        }
        return new CellSet
        {
            Cells = cells,
            Excluded = rows.Where(row => row.Reason > 0).GroupBy(row => row.Reason).ToDictionary(reason => reason.Key, reason => reason.Sum(row => row.Rows)),
            Counted = counted.Sum(row => row.Rows),
            PeopleCounted = counted.Where(row => row.IsHuman).DistinctBy(row => row.Person).Count(),
            PeopleSeen = rows.Where(row => row.IsHuman).DistinctBy(row => row.Person).Count(),
        };
    }

    private static long People(List<PersonWork> work) => work.Where(part => part.IsHuman).DistinctBy(part => part.Person).Count();

    private static List<PersonWork> Within(List<PersonWork> work, Period window)
    {
        var first = FirstAt(work, window.Start);
        return work.GetRange(first, FirstAt(work, window.End) - first);
    }

    private static int FirstAt(List<PersonWork> work, DateTimeOffset instant)
    {
        var (from, to) = (0, work.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (work[middle].Stretch < instant)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
}
