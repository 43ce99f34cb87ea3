using System.Globalization;
using Duet.Platform.Ui.Charts;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>Which items go along with the outcome: an association, told only of waves that were declared joint before asking.</summary>
public sealed partial class Drivers
{
    private const int Named = 2;

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    private IReadOnlyList<ReleasedDriver> Shown => Results.IsTooThin ? [] : [.. Results.Drivers.OrderByDescending(driver => Math.Abs(driver.Tau)).ThenBy(driver => driver.Item, StringComparer.Ordinal)];

    private string? Outcome => Results.Instrument?.Outcome;

    private string Says
    {
        get
        {
            var clear = Shown.Where(driver => !IsWeak(driver)).Take(Named).Select(driver => SurveyWords.Short(driver.Item).ToLowerInvariant()).ToList();
            return clear.Count == 0 ? Text["Drivers.None"] : Text["Drivers.Says", string.Join(" " + Text["And"] + " ", clear), SurveyWords.Short(Outcome!).ToLowerInvariant()];
        }
    }

    private double Lowest => Math.Min(-0.2, Shown.Min(driver => driver.Low));

    private static bool IsWeak(ReleasedDriver driver) => driver is { Low: <= 0, High: >= 0 };

    private string At(double tau) => Svg.Percent(100 * (tau - Lowest) / (Math.Max(0.7, Shown.Max(driver => driver.High)) - Lowest));

    private static string Tau(double tau) => tau.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
