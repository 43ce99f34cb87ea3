using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>One step that brings an older file to <see cref="Version"/>. Steps that were released are never changed.</summary>
internal sealed record Migration(int Version, Action<DuckDBConnection> Apply)
{
    /// <summary>
    /// In order, without gaps. New facts and new columns that may be null need no step; everything else (a column renamed,
    /// dropped, given another type, or new and never null) does.
    /// </summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, connection => connection.Run("""
            CREATE TABLE source (id INTEGER, name VARCHAR);
            CREATE TABLE alias (id INTEGER, realm VARCHAR, key VARCHAR, name VARCHAR, kind VARCHAR, person INTEGER);
            CREATE TABLE surrogate (name VARCHAR, next BIGINT);
            CREATE TABLE ledger (batch_id VARCHAR PRIMARY KEY, source INTEGER, applied_at TIMESTAMP);
            CREATE TABLE cursor (source INTEGER, text VARCHAR);
            """)),
    ];
}
