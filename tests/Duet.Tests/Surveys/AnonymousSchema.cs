using System.Data.Common;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Duet.Tests.Surveys;

/// <summary>Looks for whatever could lead from an answer to who gave it, in the model and in the tables as they are.</summary>
internal static class AnonymousSchema
{
    /// <summary>The tables that may hold nothing but this.</summary>
    public static IReadOnlyDictionary<Type, string[]> Columns { get; } = new Dictionary<Type, string[]>
    {
        [typeof(Ticket)] = ["CohortId", "Hash", "WaveId"],
        [typeof(Duet.Surveys.Records.Answer)] = ["Choice", "CohortId", "Id", "Item", "Value", "WaveId"],
        [typeof(SurveyComment)] = ["Id", "Item", "MayQuote", "Text", "WaveId"],
        [typeof(JointAnswer)] = ["Item", "Sheet", "Value", "WaveId"],
    };

    /// <summary>A sentence for each leak; none where the promise holds.</summary>
    public static async Task<IReadOnlyList<string>> LeaksAsync(AppDb db, CancellationToken cancellationToken)
    {
        List<string> leaks = [];
        await db.Database.OpenConnectionAsync(cancellationToken);
        foreach (var (type, columns) in Columns)
        {
            var entity = db.Model.FindEntityType(type)!;
            var table = entity.GetTableName()!;
            leaks.AddRange(LeaksOf(entity, columns));
            await foreach (var leak in db.Database.IsSqlite() ? SqliteAsync(db, table, columns, cancellationToken) : PostgresAsync(db, table, columns, cancellationToken))
                leaks.Add($"{table} {leak}");
        }
        return leaks;
    }

    private static IEnumerable<string> LeaksOf(IEntityType entity, string[] columns)
    {
        foreach (var property in entity.GetProperties())
        {
            if (!columns.Contains(property.Name))
                yield return $"{entity.DisplayName()} has {property.Name}";
            if (property.ValueGenerated != ValueGenerated.Never)
                yield return $"{entity.DisplayName()}.{property.Name} is numbered by the database";
            if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type
                && (type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Guid)))
                yield return $"{entity.DisplayName()}.{property.Name} holds a time";
        }
        foreach (var reached in Reached(entity))
            if (reached.ClrType == typeof(Person) || reached.ClrType == typeof(Account))
                yield return $"{entity.DisplayName()} leads to {reached.DisplayName()}";
    }

    private static HashSet<IEntityType> Reached(IEntityType from)
    {
        HashSet<IEntityType> reached = [];
        Queue<IEntityType> open = new([from]);
        while (open.TryDequeue(out var next))
            foreach (var key in next.GetForeignKeys())
                if (reached.Add(key.PrincipalEntityType))
                    open.Enqueue(key.PrincipalEntityType);
        return reached;
    }

    private static async IAsyncEnumerable<string> SqliteAsync(
        AppDb db, string table, string[] columns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // With row numbers, the order of writing would be there to read.
        var written = await ReadAsync(db, $"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'", cancellationToken);
        if (!written.Single()[0]!.EndsWith("WITHOUT ROWID", StringComparison.Ordinal))
            yield return "has row numbers";
        foreach (var column in await ReadAsync(db, $"SELECT name, dflt_value FROM pragma_table_info('{table}')", cancellationToken))
            if (!columns.Contains(column[0]) || column[1] is not null)
                yield return $"has the column {column[0]} {column[1]}";
        foreach (var trigger in await ReadAsync(db, $"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'", cancellationToken))
            yield return $"has the trigger {trigger[0]}";
    }

    private static async IAsyncEnumerable<string> PostgresAsync(
        AppDb db, string table, string[] columns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var column in await ReadAsync(
            db, $"SELECT column_name, column_default, nullif(is_identity, 'NO') FROM information_schema.columns WHERE table_name = '{table}'", cancellationToken))
            if (!columns.Contains(column[0]) || column[1] is not null || column[2] is not null)
                yield return $"has the column {column[0]} {column[1]} {column[2]}";
        foreach (var trigger in await ReadAsync(
            db, $"SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = '{table}'::regclass", cancellationToken))
            yield return $"has the trigger {trigger[0]}";
    }

    private static async Task<List<string?[]>> ReadAsync(AppDb db, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string?[]> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? null : reader.GetValue(at).ToString())]);
        return rows;
    }
}
