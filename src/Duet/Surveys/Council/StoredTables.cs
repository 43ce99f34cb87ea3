using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Duet.Surveys.Council;

/// <summary>What is stored about surveys, read from the model that the records are written by: it cannot say less than there is.</summary>
internal sealed class StoredTables(IDbContextFactory<AppDb> records)
{
    private static readonly string Entities = typeof(Records.Survey).Namespace!;

    public async Task<IReadOnlyList<StoredTable>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return [.. db.Model.GetEntityTypes().Where(entity => entity.ClrType.Namespace == Entities && entity.GetTableName() is not null)
            .OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal).Select(TableOf)];
    }

    private static StoredTable TableOf(IEntityType entity) => new(
        entity.GetTableName()!,
        [.. entity.GetProperties().Select(property => new StoredColumn(
            property.GetColumnName(), property.GetColumnType(), property.IsPrimaryKey(),
            property.GetContainingForeignKeys().Select(key => key.PrincipalEntityType.GetTableName()).FirstOrDefault()))]);
}

internal sealed record StoredTable(string Name, IReadOnlyList<StoredColumn> Columns)
{
    /// <summary>Names a person or an account.</summary>
    public bool LeadsToPeople => Columns.Any(column => column.LeadsTo is "people" or "accounts");
}

/// <param name="LeadsTo">The table that the column refers to; null for none.</param>
internal sealed record StoredColumn(string Name, string Type, bool IsKey, string? LeadsTo);
