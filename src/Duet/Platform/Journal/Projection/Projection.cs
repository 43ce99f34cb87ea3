using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Projection;

/// <summary>From what a map made of a delivery to what is written.</summary>
internal static class Projection
{
    /// <summary>What becomes of the items. Those known already, put aside before or discarded stay as they are, whatever the map says now.</summary>
    public static Func<Mapping, Settlement> Of(TimeProvider time) => mapping =>
    {
        var states = new byte[mapping.Row.States.Length];
        List<Aside> asides = [];
        for (var i = 0; i < states.Length; i++)
        {
            if (!IsOpen(mapping.Row, i))
            {
                states[i] = Settlement.Leave;
                continue;
            }
            var item = mapping.Item(i);
            states[i] = (byte)StateOf(item);
            if (item.Problem is { } problem)
                asides.Add(new Aside(mapping.Row.Seq, i, problem, item.Detail, mapping.Tries, time.GetUtcNow()));
        }
        return new Settlement(mapping.Row, states, asides);
    };

    /// <summary>The items that were mapped.</summary>
    public static IEnumerable<MappedItem> Mapped(Mapping mapping) => mapping.Problem is not null ? [] :
        mapping.Items.Where(item => IsOpen(mapping.Row, item.Index) && StateOf(item) == ItemState.Mapped);

    public static IEnumerable<object> Facts(Mapping mapping) => Mapped(mapping).SelectMany(item => item.Facts);

    /// <summary>Puts an item aside whose facts the store refuses.</summary>
    public static Settlement Refused(Mapping mapping, int item, string reason, DateTimeOffset now) => Settlement.One(
        mapping.Row, item, ItemState.Quarantined, new Aside(mapping.Row.Seq, item, MapProblems.FactsRefused, reason, mapping.Tries, now));

    public static ItemState StateOf(MappedItem item) =>
        item.Problem is not null ? ItemState.Quarantined : item.Ignored ? ItemState.Ignored : ItemState.Mapped;

    private static bool IsOpen(JournalRow row, int index) =>
        (ItemState)row.States[index] is ItemState.Pending or ItemState.Mapped or ItemState.Ignored;
}
