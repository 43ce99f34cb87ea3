using Npgsql;

namespace Duet.Platform.Records;

/// <summary>How many connections are kept to PostgreSQL: a server allows 100 in all as it comes, and others may want some too.</summary>
internal static class PgPool
{
    public const int Records = 40;
    public const int Readers = 10;

    private static readonly int asTheyCome = new NpgsqlConnectionStringBuilder().MaxPoolSize;

    /// <summary>The connection string with room for <paramref name="most"/>; as it is where it says itself how many.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static NpgsqlConnectionStringBuilder Of(string connection, int most)
    {
        var found = new NpgsqlConnectionStringBuilder(connection);
        if (found.MaxPoolSize == asTheyCome)
            found.MaxPoolSize = Math.Max(most, found.MinPoolSize);
        return found;
    }
}
