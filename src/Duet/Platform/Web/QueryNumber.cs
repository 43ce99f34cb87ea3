using System.Globalization;

namespace Duet.Platform.Web;

/// <summary>Numbers of an address: what is no number counts as not given, where the framework would end the request with an error.</summary>
internal static class QueryNumber
{
    public static int? Int(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static long? Long(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
