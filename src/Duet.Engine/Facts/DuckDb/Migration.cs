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
        new(2, connection => connection.Run("""
            ALTER TABLE alias ADD COLUMN source_kind VARCHAR;
            UPDATE alias SET source_kind = kind;
            CREATE TABLE link (realm VARCHAR, key VARCHAR, person INTEGER, kind VARCHAR);
            CREATE TABLE team (id INTEGER, name VARCHAR, parent INTEGER, calendar VARCHAR);
            CREATE TABLE membership (person INTEGER, team INTEGER, since TIMESTAMP, until TIMESTAMP);
            CREATE TABLE discipline (person INTEGER, discipline VARCHAR, since TIMESTAMP, until TIMESTAMP);
            CREATE TABLE service (name VARCHAR, product VARCHAR);
            CREATE TABLE service_owner (service VARCHAR, team INTEGER, since TIMESTAMP, until TIMESTAMP);
            CREATE TABLE repo_service (repo VARCHAR, path VARCHAR, service VARCHAR);
            """)),
    ];
}
