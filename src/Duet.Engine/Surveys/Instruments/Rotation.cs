using System.Buffers.Binary;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Splits an instrument into sets so that each person answers only one, and a wave still covers all.</summary>
internal static class Rotation
{
    public static IReadOnlyList<InstrumentItem> Of(Instrument instrument, ReadOnlySpan<byte> hash, int sets)
    {
        if (sets <= 1 || instrument.Scoring is not null)
            return instrument.Items;
        var mine = (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)sets);
        List<InstrumentItem> taken = [];
        var next = 0;
        foreach (var item in instrument.Items)
        {
            // A conditional item goes with the one it hangs on.
            if (item.When is { } when ? taken.Exists(other => other.Key == when.Item) : item.Kind == ItemKind.Text || next++ % sets == mine)
                taken.Add(item);
        }
        return taken;
    }
}
