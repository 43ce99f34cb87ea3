using System.Data.Common;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Platform.Journal;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Settings.Checks;

/// <summary>Looks over everything an installation keeps, and says of each part whether it is as it should be.</summary>
internal sealed class InstallationCheck(
    IDbContextFactory<AppDb> records, IFactStore facts, IJournal journal, Audit audit, IMetrics metrics)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
    [
        await RecordsAsync(cancellationToken),
        await FactsAsync(cancellationToken),
        await JournalAsync(cancellationToken),
        await AuditAsync(cancellationToken),
        Pages(),
    ];

    private async Task<Finding> RecordsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
            if (pending.FirstOrDefault() is { } missing)
                return new Finding("records", false, $"they are older than this program: {missing} is missing");
            // Every row of every page is looked at; a server of its own sees to that by itself.
            var damage = db.Database.IsSqlite()
                ? await db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check").ToListAsync(cancellationToken)
                : ["ok"];
            return damage is ["ok"] ? new Finding("records", true, "open and up to date") : new Finding("records", false, $"damaged: {damage.FirstOrDefault()}");
        }
        catch (DbException refusal)
        {
            return new Finding("records", false, refusal.Message);
        }
    }

    private async Task<Finding> FactsAsync(CancellationToken cancellationToken)
    {
        var rows = 0L;
        try
        {
            foreach (var table in FactSchema.Tables)
                rows += (await facts.ReadAsync(WholeOf(table), row => row.GetInt64(0), cancellationToken))[0];
            var aliases = await facts.AliasesAsync(cancellationToken);
            return new Finding("facts", true, $"{rows} rows and {aliases.Count} identities, all readable");
        }
        catch (FactStoreException damage)
        {
            return new Finding("facts", false, damage.Message);
        }
    }

    private async Task<Finding> JournalAsync(CancellationToken cancellationToken)
    {
        var balances = await journal.BalancesAsync(cancellationToken);
        return balances.FirstOrDefault(balance => !balance.Holds) is { } off
            ? new Finding("journal", false, $"the balance of {off.Door} from {off.Source} does not hold")
            : new Finding("journal", true, $"{balances.Sum(balance => balance.Journaled)} deliveries, all accounted for");
    }

    private async Task<Finding> AuditAsync(CancellationToken cancellationToken)
    {
        var verdict = await audit.VerifyAsync(cancellationToken);
        return verdict.Says is { } wrong
            ? new Finding("audit", false, wrong)
            : new Finding("audit", true, $"{verdict.Count} records, unbroken");
    }

    private Finding Pages()
    {
        var errors = metrics.Notes.Where(note => note.IsError).ToList();
        return errors is [var first, ..]
            ? new Finding("metrics", false, $"{first.Page}:{first.Line}:{first.Column}: {first.Message}{(errors.Count > 1 ? $", and {errors.Count - 1} more" : "")}")
            : new Finding("metrics", true, $"{metrics.Definitions.Count} pages without errors");
    }

    // Reads every column of every row, so that a damaged page is met.
    private static FactSql WholeOf(FactTable table) => new($"SELECT count(*), bit_xor(hash(f)) FROM \"{table.Name}\" f");
}

/// <summary>What was found about one part of the installation.</summary>
/// <param name="Part">records, facts, journal, audit or metrics.</param>
internal sealed record Finding(string Part, bool Holds, string Message);
