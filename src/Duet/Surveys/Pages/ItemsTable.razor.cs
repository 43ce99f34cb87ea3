using System.Globalization;
using Duet.Engine.Insights;
using Duet.Platform.Ui.Charts;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>Each item: how people answered, the share with its interval, the change, and what was measured beside it.</summary>
public sealed partial class ItemsTable
{
    private const int Levels = 5;

    private IReadOnlyList<ItemRow> rows = [];
    private IReadOnlyList<string>? legend;
    private double zero;
    private double scale;

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    [CascadingParameter]
    private IReadOnlyDictionary<string, Measured> Measured { get; set; } = null!;

    [Inject]
    private Pairings Pairs { get; set; } = null!;

    private string Since => Results.Former is { } former ? Text["Items.Since", former.Number] : Text["Items.SinceNone"];

    protected override void OnInitialized()
    {
        rows = ItemRow.Of(Results);
        // One middle for all bars, placed so that the longest of either side just fits.
        var sides = rows.Where(row => row.Diverges).Select(row => Side(row.Distribution!)).ToList();
        var (left, right) = (sides.Select(side => side.Left).DefaultIfEmpty(0.5).Max(), sides.Select(side => side.Right).DefaultIfEmpty(0.5).Max());
        scale = 100 / (left + right);
        zero = left * scale;
        legend = rows.Where(row => row.Diverges).GroupBy(row => string.Join('|', row.Item.Answers)).MaxBy(group => group.Count())?.First().Item.Answers is { Count: > 0 } answers ? answers : null;
    }

    // The middle answer of an odd number of answers lies half on either side.
    private static (double Left, double Right) Side(IReadOnlyList<double> shares)
    {
        var half = shares.Count / 2;
        var middle = shares.Count % 2 == 1 ? shares[half] / 2 : 0;
        var left = shares.Take(half).Sum() + middle;
        return (left, 1 - left);
    }

    private IEnumerable<(string Level, double X, double Width)> Bars(IReadOnlyList<double> shares)
    {
        var x = zero - Side(shares).Left * scale;
        for (var at = 0; at < shares.Count; at++)
        {
            yield return (LevelOf(at, shares.Count), x, shares[at] * scale);
            x += shares[at] * scale;
        }
    }

    private static string LevelOf(int at, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"l{1 + (int)Math.Round((Levels - 1) * at / (double)Math.Max(1, count - 1), MidpointRounding.AwayFromZero)}");

    private string Spoken(ItemRow row)
    {
        var names = row.Item.Answers.Count == row.Distribution!.Count ? row.Item.Answers : [Text["Enps.Detractors"], Text["Enps.Passives"], Text["Enps.Promoters"]];
        return string.Join(", ", names.Zip(row.Distribution, (name, share) => $"{name} {Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture)}\u00a0%"));
    }

    private static string At(ItemRow row, double value)
    {
        var (min, max) = row.Scale;
        return Svg.Percent(100 * Math.Clamp((value - min) / (max - min), 0, 1));
    }

    private string Moved(Measured measured) => measured.Moved switch
    {
        Direction.Up => Text["Measured.Up", Figures.Short(measured.Before!.Value, measured.Metric.Unit)],
        Direction.Down => Text["Measured.Down", Figures.Short(measured.Before!.Value, measured.Metric.Unit)],
        _ when measured.CanTell => Text["Measured.Steady"],
        _ when measured.Before?.Value is { } before => Text["Measured.Before", Figures.Short(before, measured.Metric.Unit)],
        _ => "",
    };
}
