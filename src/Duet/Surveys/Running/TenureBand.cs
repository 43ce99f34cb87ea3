using System.Globalization;

namespace Duet.Surveys.Running;

/// <summary>How long somebody has been here, in four broad bands.</summary>
internal static class TenureBand
{
    /// <param name="hiredOn">As <c>yyyy-MM-dd</c>; anything else is not known.</param>
    public static string Of(string hiredOn, DateOnly today) =>
        !DateOnly.TryParseExact(hiredOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hired) ? ""
        : hired > today.AddMonths(-6) ? "under 6 months"
        : hired > today.AddYears(-2) ? "6 months to 2 years"
        : hired > today.AddYears(-5) ? "2 to 5 years"
        : "over 5 years";
}
