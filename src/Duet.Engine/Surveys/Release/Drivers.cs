using Duet.Engine.Statistics;
using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>What needs the answers of one person side by side: only in waves that declared it beforehand, of the whole, from 20 people on.</summary>
internal static class Drivers
{
    private const int Fewest = 20;
    private const double Step = 0.05;
    private const double Z = 1.96;

    /// <summary>Each scale's association with the instrument's outcome, strongest first; empty where the wave was not joint.</summary>
    public static IReadOnlyList<DriverRelease> Of(ReleaseInput input)
    {
        if (input.Sheets is not { } sheets || input.Instrument.Outcome is not { } outcome || sheets.Count < Math.Max(Fewest, input.K))
            return [];
        List<DriverRelease> found = [];
        var invited = input.Invited.Values.Sum();
        var target = input.Instrument.Items.First(item => item.Key == outcome);
        foreach (var item in input.Instrument.Items.Where(item => item.Key != outcome && item.Kind is (ItemKind.Scale or ItemKind.ZeroToTen or ItemKind.Percent)))
        {
            var both = sheets.Where(sheet => sheet.ContainsKey(item.Key) && sheet.ContainsKey(outcome))
                .Select(sheet => (X: Turned(item, sheet), Y: Turned(target, sheet))).ToList();
            if (both.Count >= Math.Max(Fewest, input.K) && Kendall.Of([.. both.Select(pair => pair.X)], [.. both.Select(pair => pair.Y)]) is { } tau)
                found.Add(Told(outcome, item.Key, tau.Tau, AnswerBand.Of(both.Count, Math.Max(Fewest, input.K), invited)));
        }
        return [.. found.OrderByDescending(driver => Math.Abs(driver.Tau)).ThenBy(driver => driver.Item, StringComparer.Ordinal)];
    }

    // The interval follows from the rounded coefficient and the band (Fieller, Hartley and Pearson 1957): 0.437 / (n - 4) is the variance of
    // the inverse hyperbolic tangent. A coefficient of one would be everybody's order.
    private static DriverRelease Told(string outcome, string item, double tau, AnswerBand band)
    {
        var value = Math.Clamp(Published.Round(tau, Step), Step - 1, 1 - Step);
        var half = Z * Math.Sqrt(0.437 / (band.From - 4));
        var (low, high) = Published.Wide(
            Math.Tanh(Math.Atanh(Math.Max(-0.99, value - Step / 2)) - half), Math.Tanh(Math.Atanh(Math.Min(0.99, value + Step / 2)) + half), 0.01);
        return new DriverRelease(outcome, item, value, low, high, band.From);
    }

    /// <summary>Cronbach's alpha of the instrument's scales over complete sheets; null where the wave was not joint or there are too few.</summary>
    public static double? Alpha(ReleaseInput input)
    {
        var items = input.Instrument.Items.Where(item => item.Kind is ItemKind.Scale or ItemKind.Percent).ToList();
        var complete = input.Sheets?.Where(sheet => items.TrueForAll(item => sheet.ContainsKey(item.Key)))
            .Select(sheet => (IReadOnlyList<double>)[.. items.Select(item => Scale.ToHundred(Turned(item, sheet), item.Min, item.Max))]).ToList();
        return complete is null || complete.Count < Math.Max(Fewest, input.K) ? null : CronbachAlpha.Of(complete);
    }

    private static double Turned(InstrumentItem item, IReadOnlyDictionary<string, int> sheet) =>
        item.Reverse ? Scale.Reverse(sheet[item.Key], item.Min, item.Max) : sheet[item.Key];
}
