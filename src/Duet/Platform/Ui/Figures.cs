using System.Globalization;
using Duet.Engine.Metrics;
using Microsoft.Extensions.Localization;

namespace Duet.Platform.Ui;

/// <summary>Numbers as people read them: durations in a fitting unit, shares in per cent, counts with thin spaces.</summary>
internal sealed class Figures(IStringLocalizer<UiText> text)
{
    private static readonly NumberFormatInfo Format = new() { NumberGroupSeparator = "\u202f", NegativeSign = "\u2212" };

    /// <summary>The number and its unit's sign, to be set apart: <c>14.2</c> and <c>h</c>.</summary>
    public (string Number, string Sign) Parts(double value, Unit unit)
    {
        var shown = ShownAs(value, unit);
        return (Number(value, unit, shown), Sign(shown, Math.Abs(value) == 1));
    }

    /// <summary>For tables and tiles: <c>14.2 h</c>, <c>61 %</c>, <c>4 318</c>.</summary>
    public string Short(double? value, Unit unit)
    {
        if (value is not { } known)
            return text["NoValue"];
        var (number, sign) = Parts(known, unit);
        return sign.Length == 0 ? number : $"{number}\u00a0{sign}";
    }

    /// <summary>For sentences: <c>14.2 hours</c>, <c>41 days</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="like">A value in the same sentence whose unit this one shares.</param>
    public string Long(double value, Unit unit, double? like = null)
    {
        var shown = ShownAs(like ?? value, unit);
        var number = Number(value, unit, shown);
        return WithWord(number, shown);
    }

    /// <summary>Two bounds with one unit: <c>29 to 38 days</c>.</summary>
    public string Range(double low, double high, Unit unit)
    {
        var shown = ShownAs(high, unit);
        return WithWord(text["Range", Number(low, unit, shown), Number(high, unit, shown)], shown);
    }

    /// <summary>Two bounds with one sign: <c>13.1 to 15.6 h</c>.</summary>
    public string ShortRange(double low, double high, Unit unit)
    {
        var shown = ShownAs(high, unit);
        var sign = Sign(shown, false);
        string range = text["Range", Number(low, unit, shown), Number(high, unit, shown)];
        return sign.Length == 0 ? range : $"{range}\u00a0{sign}";
    }

    /// <summary>A value in a unit chosen for a whole axis, without the sign.</summary>
    public static string Bare(double value, Unit unit, Unit shown) => Trim(Number(value, unit, shown));

    /// <summary>The sign of a unit: <c>h</c>, <c>%</c>; empty for plain numbers.</summary>
    public string Sign(Unit unit, bool one = false) => unit switch
    {
        Unit.Count or Unit.Number => "",
        Unit.Lines or Unit.Files or Unit.People when one => text[$"Sign.One.{unit}"],
        _ => text[$"Sign.{unit}"],
    };

    public static string Count(long value) => value.ToString("#,0", Format);

    public static string Share(double share) => Number(share, Unit.Share, Unit.Share) + "\u00a0%";

    private string WithWord(string number, Unit shown) => shown switch
    {
        Unit.Count or Unit.Number => number,
        Unit.Share => $"{number}\u00a0%",
        _ => $"{number}\u00a0{(number == "1" ? text[$"Word.One.{shown}"] : text[$"Word.{shown}"])}",
    };

    private static Unit ShownAs(double value, Unit unit) =>
        Durations.MinutesIn(unit) is { } minutes ? Durations.Shown(value * minutes) : unit;

    private static string Number(double value, Unit unit, Unit shown)
    {
        if (Durations.MinutesIn(unit) is { } from && Durations.MinutesIn(shown) is { } to)
            value = value * from / to;
        if (unit == Unit.Share)
            value *= 100;
        var size = Math.Abs(value);
        var decimals = shown switch
        {
            Unit.Days or Unit.Share when size >= 9.95 => 0,
            _ when size >= 99.5 || size == Math.Round(size) => 0,
            _ when size < 0.95 => 2,
            _ => 1,
        };
        return Trim(value.ToString("#,0." + new string('0', decimals), Format));
    }

    private static string Trim(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;
}
