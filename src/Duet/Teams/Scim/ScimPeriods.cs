using Duet.Platform.Records;
using Duet.Teams.Records;

namespace Duet.Teams.Scim;

/// <summary>Ends what lasts.</summary>
internal static class ScimPeriods
{
    // What was to begin later never does.
    public static void End<TRow>(AppDb db, IEnumerable<TRow> rows, DateTimeOffset at) where TRow : class, IDated
    {
        foreach (var row in rows)
            if (row.Since >= at)
                db.Remove(row);
            else
                row.Until = at.ToUniversalTime();
    }
}
