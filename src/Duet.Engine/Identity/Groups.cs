namespace Duet.Engine.Identity;

/// <summary>Which parties hang together; a group holds two people of the directory only where they are joined directly.</summary>
internal sealed class Groups
{
    private readonly int[] above;
    private readonly bool[] hasPerson;

    public Groups(Parties parties)
    {
        above = [.. Enumerable.Range(0, parties.Count)];
        hasPerson = [.. above.Select(parties.IsPerson)];
        IsPerson = parties.IsPerson;
    }

    private Func<int, bool> IsPerson { get; }

    /// <summary>Puts two into one group; false where they were in one already, or where each group has a person of its own.</summary>
    public bool Join(int first, int second)
    {
        var bothPeople = IsPerson(first) && IsPerson(second);
        (first, second) = (Top(first), Top(second));
        if (first == second || (hasPerson[first] && hasPerson[second] && !bothPeople))
            return false;
        above[second] = first;
        hasPerson[first] |= hasPerson[second];
        return true;
    }

    private int Top(int at)
    {
        while (above[at] != at)
            at = above[at] = above[above[at]];
        return at;
    }
}
