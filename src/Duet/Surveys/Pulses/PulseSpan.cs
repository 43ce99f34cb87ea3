using Duet.Surveys.Records;

namespace Duet.Surveys.Pulses;

/// <summary>The calendar month or quarter over which the answers to a pulse are one wave; both days are part of it.</summary>
internal readonly record struct PulseSpan(DateOnly First, DateOnly Last)
{
    // Whoever is asked has some days to answer before the window ends.
    private const int LastDays = 2;

    /// <summary>The last day on which somebody is asked.</summary>
    public DateOnly LastToAsk => Last.AddDays(-LastDays);

    public static PulseSpan Of(PulseWindow window, DateOnly day)
    {
        var months = window == PulseWindow.Quarter ? 3 : 1;
        var first = new DateOnly(day.Year, day.Month - (day.Month - 1) % months, 1);
        return new PulseSpan(first, first.AddMonths(months).AddDays(-1));
    }
}
