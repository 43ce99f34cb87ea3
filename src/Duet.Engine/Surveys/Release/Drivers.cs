using Duet.Engine.Statistics;
using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>What needs the answers of one person side by side: only in waves that declared it beforehand, of the whole, from 20 people on.</summary>
internal static class Drivers
{
    private const int Fewest = 20;

    /// <summary>Each scale's association with the instrument's outcome, strongest first; empty where the wave was not joint.</summary>
    public static IReadOnlyList<DriverRelease> Of(ReleaseInput input)
    {
        if (input.Sheets is not { } sheets || input.Instrument.Outcome is not { } outcome || sheets.Count < Math.Max(Fewest, input.K))
            return [];
        List<DriverRelease> found = [];
        var target = input.Instrument.Items.First(item => item.Key == outcome);
        foreach (var item in input.Instrument.Items.Where(item => item.Key != outcome && item.Kind is (ItemKind.Scale or ItemKind.ZeroToTen or ItemKind.Percent)))
        {
            // Drawing people again depends on their order: sorted, the same answers give the same digits.
            var both = sheets.Where(sheet => sheet.ContainsKey(item.Key) && sheet.ContainsKey(outcome))
                .Select(sheet => (X: Turned(item, sheet), Y: Turned(target, sheet))).Order().ToList();
            double[] x = [.. both.Select(pair => pair.X)], y = [.. both.Select(pair => pair.Y)];
            if (both.Count >= Math.Max(Fewest, input.K) && Kendall.Of(x, y) is { } tau && Kendall.IntervalOf(x, y, input.Seed) is { } interval)
                found.Add(new DriverRelease(outcome, item.Key, Published.Round(tau.Tau, 0.01), Published.Wide(interval.Low, interval.High, 0.01).Low, Published.Wide(interval.Low, interval.High, 0.01).High, both.Count));
        }
        return [.. found.OrderByDescending(driver => Math.Abs(driver.Tau)).ThenBy(driver => driver.Item, StringComparer.Ordinal)];
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
