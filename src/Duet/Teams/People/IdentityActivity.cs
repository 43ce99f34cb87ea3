using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Teams.People;

/// <summary>How many facts name an identity: helps to see whether it is worth a look. Told in bands only, and never ordered by.</summary>
internal sealed class IdentityActivity(IFactStore facts)
{
    /// <summary>Facts of each identity; those that no fact names are left out.</summary>
    /// <param name="aliases">Numbers of the facts.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyDictionary<int, long>> OfAsync(IReadOnlyCollection<int> aliases, CancellationToken cancellationToken)
    {
        if (aliases.Count == 0)
            return new Dictionary<int, long>();
        var list = string.Join(", ", aliases.Select(alias => alias.ToString(CultureInfo.InvariantCulture)));
        var counts = FactSchema.Tables.Where(table => table.Subject is not null).Select(table =>
            $"SELECT \"{table.Subject!.Name}\" AS who, count(*) AS n FROM \"{table.Name}\" WHERE \"{table.Subject.Name}\" IN ({list}) GROUP BY 1");
        var rows = await facts.ReadAsync(
            new FactSql($"SELECT who, sum(n)::BIGINT FROM ({string.Join(" UNION ALL ", counts)}) GROUP BY 1"),
            row => (Who: row.GetInt32(0), Count: row.GetInt64(1)), cancellationToken);
        return rows.ToDictionary(row => row.Who, row => row.Count);
    }
}

/// <summary>Bands of a count that tell whether somebody is still about without telling how much they do.</summary>
internal static class ActivityBands
{
    public static ActivityBand Of(long facts) => facts switch
    {
        0 => ActivityBand.Never,
        1 => ActivityBand.Once,
        < 20 => ActivityBand.Sometimes,
        _ => ActivityBand.Often,
    };
}

internal enum ActivityBand
{
    Never,
    Once,
    Sometimes,
    Often,
}
