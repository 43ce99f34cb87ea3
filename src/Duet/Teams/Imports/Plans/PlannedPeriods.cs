namespace Duet.Teams.Imports.Plans;

/// <summary>What a file says about one person must not contradict itself.</summary>
internal static class PlannedPeriods
{
    /// <summary>One primary team at a time, and each team once at a time.</summary>
    public static void CheckStays(IReadOnlyList<PlannedStay> stays, ImportNotes notes)
    {
        foreach (var (one, other) in Pairs(stays))
            if (one.IsPrimary && other.IsPrimary && Clash((one.Since, one.Until), (other.Since, other.Until), one.Team == other.Team && one.IsLead == other.IsLead))
                notes.Problem(other.Spot, "two-teams", one.Team.ToString(), other.Team.ToString());
    }

    public static void CheckDisciplines(IReadOnlyList<PlannedDiscipline> disciplines, ImportNotes notes)
    {
        foreach (var (one, other) in Pairs(disciplines))
            if (Clash((one.Since, one.Until), (other.Since, other.Until), one.Name == other.Name))
                notes.Problem(other.Spot, "two-disciplines", one.Name, other.Name);
    }

    private static IEnumerable<(T One, T Other)> Pairs<T>(IReadOnlyList<T> items) =>
        items.SelectMany((one, index) => items.Skip(index + 1), (one, other) => (one, other)).Take(10_000);

    private static bool Clash((DateTimeOffset? Since, DateTimeOffset? Until) one, (DateTimeOffset? Since, DateTimeOffset? Until) other, bool isSame) =>
        !isSame && (one.Since is not { } start || other.Until is not { } end || start < end) && (other.Since is not { } begin || one.Until is not { } stop || begin < stop);
}
