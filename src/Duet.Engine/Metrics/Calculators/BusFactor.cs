using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Calculators;

/// <summary>
/// The smallest number of people who together made at least half of the contributions in the 12 months that end with
/// the period (CHAOSS, Contributor Absence Factor).
/// </summary>
internal sealed class BusFactor : Calculator
{
    public override string Name => "bus_factor";

    // Stretches between all starts and ends of windows, so that each row is read once, however much the windows overlap.
    public override IReadOnlyList<DateTimeOffset> Boundaries(IReadOnlyList<Period> periods, TimeZoneInfo zone) =>
        [.. periods.Select(period => Window(period, zone)).SelectMany(window => new[] { window.Start, window.End }).Distinct().Order()];

    public override Period Window(Period period, TimeZoneInfo zone)
    {
        var end = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(period.End, zone).DateTime);
        return new Period(Grains.Midnight(end.AddMonths(-12), zone), period.End);
    }

    public override Estimate Of(IReadOnlyList<PersonWork> work)
    {
        var contributions = work.GroupBy(part => part.Person).Select(person => person.Sum(part => part.Rows)).OrderDescending().ToList();
        var half = contributions.Sum() / 2.0;
        var (people, together) = (0, 0L);
        while (together < half)
            together += contributions[people++];
        return new Estimate(people);
    }
}
