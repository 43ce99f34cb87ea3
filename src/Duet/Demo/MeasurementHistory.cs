using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Measures each product once a day, from elsewhere: what it earns and how quickly it answers. Nothing is planted in it.</summary>
internal sealed class MeasurementHistory(string product, SampleClock clock, Chance chance)
{
    public void Tell(SampleFacts facts)
    {
        var (orders, latency, tickets) = (chance.Around(900, 0.3), chance.Around(180, 0.2), chance.Around(24, 0.2));
        for (var day = clock.Start.AddHours(23); day <= clock.Now; day = day.AddDays(1))
        {
            Add(facts, day, "orders", Math.Round(chance.Around(orders, 0.12)), null);
            Add(facts, day, "page.latency", Math.Round(chance.Around(latency, 0.15), 1), "ms");
            Add(facts, day, "support.tickets", Math.Round(chance.Around(tickets, 0.2)), null);
        }
    }

    private void Add(SampleFacts facts, DateTimeOffset at, string name, double value, string? unit) => facts.Measurements.Add(new MeasurementFact
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{product}/{name}/{at:yyyy-MM-dd}"),
        Name = name,
        Product = product,
        At = at,
        Value = value,
        Unit = unit,
    });
}
