using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>
/// Who counted in which cell of the wave before, as the ledger of invitations tells: worked out while the new wave is frozen, and kept only
/// as numbers.
/// </summary>
internal sealed class FormerMembers(IReadOnlyDictionary<string, HashSet<int>> cells)
{
    public static async Task<FormerMembers> OfAsync(AppDb db, Wave former, CancellationToken cancellationToken)
    {
        var asked = (await db.Set<Asked>().AsNoTracking().Where(row => row.WaveId == former.Id)
            .Select(row => new { row.PersonId, row.Labels }).ToListAsync(cancellationToken)).ToLookup(row => row.Labels, row => row.PersonId);
        return new FormerMembers((former.Catalogue?.Cells ?? []).ToDictionary(
            cell => cell.Key, cell => cell.Leaves.SelectMany(leaf => asked[leaf]).ToHashSet(), StringComparer.Ordinal));
    }

    /// <summary>How many people of a cell came or went. A cell that was not there before has all its people new.</summary>
    public int MovedIn(CatalogueCell cell, Frozen now)
    {
        var members = now.Leaves.Where(leaf => cell.Leaves.Contains(leaf.Key)).SelectMany(leaf => leaf.People).ToHashSet();
        members.SymmetricExceptWith(cells.GetValueOrDefault(cell.Key, []));
        return members.Count;
    }
}
