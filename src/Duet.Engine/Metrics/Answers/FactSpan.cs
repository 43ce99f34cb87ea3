using System.Data.Common;

namespace Duet.Engine.Metrics.Answers;

/// <summary>The times a fact reaches over; nulls for an empty fact.</summary>
/// <param name="Oldest">The oldest time by which rows are put into periods.</param>
/// <param name="Newest">The newest such time.</param>
/// <param name="OldestOfAny">The oldest time in any column; null where no one asked.</param>
internal readonly record struct FactSpan(DateTimeOffset? Oldest, DateTimeOffset? Newest, DateTimeOffset? OldestOfAny)
{
    public static FactSpan Read(DbDataReader reader) => new(Time(reader, 0), Time(reader, 1), Time(reader, 2));

    private static DateTimeOffset? Time(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : new DateTimeOffset(reader.GetDateTime(ordinal), TimeSpan.Zero);
}
