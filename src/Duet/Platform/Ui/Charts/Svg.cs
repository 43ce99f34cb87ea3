using System.Globalization;

namespace Duet.Platform.Ui.Charts;

/// <summary>Writes coordinates the way SVG and CSS read them, whatever the culture of the page.</summary>
internal static class Svg
{
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(double value) => Number(value) + "%";
}
