using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys;

/// <summary>All rows of all tables, as somebody has them who copies the database while a survey is open.</summary>
internal sealed class RecordsSnapshot(IReadOnlyDictionary<string, HashSet<string>> tables)
{
    // What a sheet may add, and the ticket that it takes away.
    private static readonly string[] May = ["answers", "survey_comments", "joint_answers"];
    private const string Tickets = "tickets";

    public static async Task<RecordsSnapshot> TakeAsync(AppDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        Dictionary<string, HashSet<string>> tables = [];
        foreach (var name in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {name}";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            HashSet<string> rows = [];
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(at).ToString())));
            tables[name] = rows;
        }
        return new RecordsSnapshot(tables);
    }

    /// <summary>What changed besides answers that came and one ticket that went.</summary>
    public IReadOnlyList<string> LeaksSince(RecordsSnapshot before)
    {
        List<string> leaks = [];
        foreach (var (name, rows) in tables)
        {
            var (came, went) = (rows.Except(before.Rows(name)).ToList(), before.Rows(name).Except(rows).ToList());
            var isFine = name == Tickets ? came.Count == 0 && went.Count == 1 : May.Contains(name) ? went.Count == 0 : came.Count + went.Count == 0;
            if (!isFine)
                leaks.Add($"{name}: {came.Count} rows came and {went.Count} went");
        }
        return leaks;
    }

    private HashSet<string> Rows(string name) => tables[name];
}
