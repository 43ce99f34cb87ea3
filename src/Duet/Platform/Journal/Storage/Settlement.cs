namespace Duet.Platform.Journal.Storage;

/// <summary>What became of the items of a delivery. Settling the same twice changes nothing.</summary>
/// <param name="Row">The delivery as it was read; one that lies only in the archive is taken back into the journal.</param>
/// <param name="States">An <see cref="ItemState"/> an item, or <see cref="Leave"/>.</param>
/// <param name="Asides">Reasons of the items that are put aside by this.</param>
/// <param name="Note">Why items leave the quarantine unmapped, kept with them; null forgets that they were there.</param>
internal sealed record Settlement(JournalRow Row, byte[] States, IReadOnlyList<Aside> Asides, string? Note = null)
{
    /// <summary>Changes one item.</summary>
    public static Settlement One(JournalRow row, int item, ItemState state, Aside? aside = null, string? note = null)
    {
        var states = new byte[row.States.Length];
        Array.Fill(states, Leave);
        states[item] = (byte)state;
        return new Settlement(row, states, aside is null ? [] : [aside], note);
    }

    /// <summary>Leaves an item as it is.</summary>
    public const byte Leave = byte.MaxValue;

    /// <summary>The states after this, what that changes in the tally, and the items that leave the quarantine by it.</summary>
    public (byte[] States, Tally Change, IReadOnlyList<int> Left) Over(byte[] current)
    {
        var next = (byte[])current.Clone();
        var change = new Tally();
        List<int> left = [];
        for (var i = 0; i < next.Length; i++)
        {
            if (States[i] == Leave || States[i] == current[i]) continue;
            change.Count((ItemState)current[i], -1);
            change.Count((ItemState)States[i], 1);
            if (current[i] == (byte)ItemState.Quarantined) left.Add(i);
            next[i] = States[i];
        }
        return (next, change, left);
    }
}
