using System.Text;
using Duet.Engine.Facts;
using Duet.Platform.Journal;

namespace Duet.Tests.Platform.Journal;

/// <summary>
/// Reads deliveries of "key=content" lines: each line is a deployment named by its key, in the environment its content names.
/// Some contents are poison; which of them the map can read is what a test mends.
/// </summary>
internal sealed class LineMap(string door = JournalFixture.Door) : IDeliveryMap
{
    public string Door => door;

    /// <summary>Contents that a mended map reads like any other.</summary>
    public HashSet<string> Mended { get; } = new(StringComparer.Ordinal);

    /// <summary>Holds maps that hang, until the test lets them go.</summary>
    public ManualResetEventSlim Hang { get; } = new();

    public IReadOnlyList<MappedItem> Map(StoredDelivery delivery) =>
        [.. Encoding.UTF8.GetString(delivery.Body.Span).Split('\n').Select((line, index) => Map(index, line.Split('=', 2), delivery))];

    private MappedItem Map(int index, string[] line, StoredDelivery delivery)
    {
        var (key, content) = (line[0], line[^1]);
        return Mended.Contains(content) ? Mapped(index, key, content, delivery) : content switch
        {
            "ignored" => new MappedItem(index, [], Ignored: true),
            "throws" => throw new InvalidOperationException("cannot read this"),
            "no-memory" => throw new InsufficientMemoryException(),
            "hangs" => Hanging(index),
            "strayed" => new MappedItem(index + 1_000, []),
            "no-fact" => new MappedItem(index, ["a text is no fact"]),
            "null-key" => Mapped(index, null!, content, delivery),
            _ when content.StartsWith("bad:", StringComparison.Ordinal) => new MappedItem(index, [], content[4..], "by the map"),
            _ => Mapped(index, key, content, delivery),
        };
    }

    private MappedItem Hanging(int index)
    {
        Hang.Wait();
        return new MappedItem(index, [], Ignored: true);
    }

    private static MappedItem Mapped(int index, string key, string content, StoredDelivery delivery) => new(index,
    [
        new DeploymentFact
        {
            Id = key,
            Service = "shop",
            Environment = content,
            StartedAt = delivery.ReceivedAt,
            Outcome = Outcome.Success,
        },
    ]);
}
