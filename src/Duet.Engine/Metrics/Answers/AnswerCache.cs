using System.Runtime.CompilerServices;

namespace Duet.Engine.Metrics.Answers;

/// <summary>What an answer depends on. Two keys are equal where the answers would be.</summary>
internal sealed class AnswerKey : IEquatable<AnswerKey>
{
    private readonly Metric metric;
    private readonly string query;
    private readonly long version;
    private readonly long minute;

    public AnswerKey(Metric metric, MetricQuery query, long version, Installation installation, DateTimeOffset now)
    {
        (this.metric, this.version, Installation) = (metric, version, installation);
        this.query = string.Join('\u001f',
        [
            $"{query.Period.Start.UtcTicks}-{query.Period.End.UtcTicks} {query.Grain} {query.Calendar} {query.Teams} {query.Self}",
            string.Join('\u001e', query.By),
            .. query.Where.Select(filter => filter.Dimension + '\u001e' + filter.Value),
        ]);
        // Periods reach at most a quarter beyond what was asked for; what lies before that does not change with time.
        var changesWithTime = metric.Censors || query.Period.End.AddDays(93) > now;
        minute = changesWithTime ? now.UtcTicks / TimeSpan.TicksPerMinute : 0;
    }

    public Installation Installation { get; }

    // A page that is read again is another metric, even where it says the same.
    public bool Equals(AnswerKey? other) => other is not null && ReferenceEquals(metric, other.metric)
        && query == other.query && version == other.version && minute == other.minute && Installation == other.Installation;

    public override bool Equals(object? obj) => Equals(obj as AnswerKey);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(metric), query, version, minute);
}

/// <summary>The answers asked for last.</summary>
internal sealed class AnswerCache(int capacity = 300)
{
    private readonly Lock gate = new();
    private readonly Dictionary<AnswerKey, LinkedListNode<(AnswerKey Key, Answered Answered)>> byKey = [];
    private readonly LinkedList<(AnswerKey Key, Answered Answered)> latestFirst = [];

    public Answered? Find(AnswerKey key)
    {
        lock (gate)
        {
            if (!byKey.TryGetValue(key, out var node))
                return null;
            latestFirst.Remove(node);
            latestFirst.AddFirst(node);
            return node.Value.Answered;
        }
    }

    public void Add(AnswerKey key, Answered answered)
    {
        lock (gate)
        {
            if (byKey.ContainsKey(key))
                return;
            byKey[key] = latestFirst.AddFirst((key, answered));
            if (byKey.Count <= capacity)
                return;
            byKey.Remove(latestFirst.Last!.Value.Key);
            latestFirst.RemoveLast();
        }
    }
}
