using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Planning;

/// <summary>The working calendars that count for a query, and which team has which.</summary>
/// <param name="Calendars">The installation's first; never empty.</param>
/// <param name="OfTeam">Index of the calendar by team id, for teams that do not work in the installation's.</param>
internal sealed record WorkingTime(IReadOnlyList<WorkingDays> Calendars, IReadOnlyDictionary<int, int> OfTeam)
{
    public bool DiffersByTeam => OfTeam.Count > 0;

    /// <summary>What a day is in working time, where it has to be one length for all.</summary>
    public TimeSpan DayLength => Calendars[0].DayLength;

    public static WorkingTime Of(WorkingCalendar installation, TeamTree teams, DateTimeOffset from, DateTimeOffset to)
    {
        Dictionary<string, int> indexes = new() { [WorkingCalendarText.Write(installation)] = 0 };
        List<WorkingCalendar> calendars = [installation];
        Dictionary<int, int> ofTeam = [];
        foreach (var team in teams.All)
        {
            if (teams.SelfAndAbove(team).Select(above => above.Calendar).FirstOrDefault(text => text is not null) is not { } text)
                continue;
            if (!indexes.TryGetValue(text, out var index))
            {
                // A zone this machine does not know: such a team works in the installation's hours.
                var calendar = WorkingCalendarText.Read(text);
                indexes[text] = index = calendar is null ? 0 : calendars.Count;
                if (calendar is not null)
                    calendars.Add(calendar);
            }
            if (index > 0)
                ofTeam[team.Id] = index;
        }
        return new WorkingTime([.. calendars.Select(calendar => WorkingDays.Of(calendar, from, to))], ofTeam);
    }
}
