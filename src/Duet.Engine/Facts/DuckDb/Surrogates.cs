using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>
/// Hands out surrogates. The next one is kept in a table, not derived from the rows: a deleted row's number is never given again,
/// so that a reference left over cannot lead to a stranger.
/// </summary>
internal sealed class Surrogates(DuckDBConnection connection)
{
    private readonly Dictionary<string, long> next = new(StringComparer.Ordinal);
    private readonly HashSet<string> moved = new(StringComparer.Ordinal);

    /// <summary>False where nothing was ever written, so that no look-up can find anything.</summary>
    public bool AnyGiven(string of) => Next(of) > 1;

    /// <summary>The first of <paramref name="count"/> numbers that follow each other.</summary>
    public long Take(string of, int count)
    {
        var first = Next(of);
        next[of] = first + count;
        moved.Add(of);
        return first;
    }

    /// <summary>Writes what was taken, within the transaction of the rows.</summary>
    public void Save()
    {
        foreach (var of in moved)
        {
            if (connection.Run("UPDATE surrogate SET next = $1 WHERE name = $2", next[of], of) == 0)
                connection.Run("INSERT INTO surrogate VALUES ($2, $1)", next[of], of);
        }
        moved.Clear();
    }

    /// <summary>After a transaction that was rolled back.</summary>
    public void Forget()
    {
        next.Clear();
        moved.Clear();
    }

    private long Next(string of)
    {
        if (!next.TryGetValue(of, out var known))
            next[of] = known = connection.Value("SELECT next FROM surrogate WHERE name = $1", of) is long saved ? saved : 1;
        return known;
    }
}
