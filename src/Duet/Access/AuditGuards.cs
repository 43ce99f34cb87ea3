using System.Data.Common;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>
/// What the database keeps the audit log with: triggers that refuse changes, and a note of the last record beside the log,
/// which follows each new one and nothing else.
/// </summary>
internal static class AuditGuards
{
    /// <summary>The note that the triggers keep of the last record; null where it is gone.</summary>
    public static async Task<AuditNote?> NoteAsync(AppDb db, CancellationToken cancellationToken)
    {
        try
        {
            return (await db.Database.SqlQueryRaw<AuditNote>("""SELECT "Number", "Hash", "Sealed", "Seal" FROM audit_head""").ToListAsync(cancellationToken)).FirstOrDefault();
        }
        catch (DbException)
        {
            return null;
        }
    }

    /// <summary>The triggers that are gone, switched off, or not the ones that were put there.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(AppDb db, CancellationToken cancellationToken)
    {
        var (wanted, question) = db.Database.IsSqlite() ? (Sqlite.Keys, AskSqlite) : (Postgres.AsEnumerable(), AskPostgres);
        var known = await db.Database.SqlQueryRaw<AuditTrigger>(question).ToListAsync(cancellationToken);
        // SQLite keeps the words of a trigger; PostgreSQL answers only with those that stand and do what they should.
        var good = known.Where(trigger => !Sqlite.TryGetValue(trigger.Name, out var words) || trigger.Words.Length == 0 || trigger.Words == words)
            .Select(trigger => trigger.Name);
        return [.. wanted.Except(good).Order(StringComparer.Ordinal)];
    }

    private const string AskSqlite = """SELECT name AS "Name", sql AS "Words" FROM sqlite_master WHERE type = 'trigger'""";

    private const string AskPostgres =
        """
        SELECT t.tgname::text AS "Name", '' AS "Words" FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
        WHERE t.tgrelid IN (to_regclass('audit'), to_regclass('audit_head')) AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
          AND (f.proname IN ('audit_is_append_only', 'audit_head_grows') AND f.prosrc LIKE '%RAISE EXCEPTION%'
            OR f.proname = 'audit_head_follows' AND f.prosrc LIKE '%UPDATE audit_head%')
        """;

    private static readonly string[] Postgres = ["audit_no_change", "audit_head_follows", "audit_head_no_change", "audit_head_no_delete"];

    // As the migrations wrote them.
    private static readonly Dictionary<string, string> Sqlite = new(StringComparer.Ordinal)
    {
        ["audit_no_update"] = "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        ["audit_no_delete"] = "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        ["audit_head_follows"] =
            """CREATE TRIGGER audit_head_follows AFTER INSERT ON audit BEGIN UPDATE audit_head SET "Number" = NEW."Number", "Hash" = NEW."Hash" WHERE "Number" = NEW."Number" - 1 AND "Hash" = NEW."PreviousHash"; END""",
        ["audit_head_no_update"] =
            """CREATE TRIGGER audit_head_no_update BEFORE UPDATE ON audit_head WHEN NEW."Number" <> OLD."Number" + 1 AND NOT (NEW."Number" = OLD."Number" AND NEW."Hash" = OLD."Hash") BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
        ["audit_head_no_delete"] =
            "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    };

    private sealed record AuditTrigger(string Name, string Words);
}

/// <summary>Number and hash of the last record, as kept beside the log.</summary>
/// <param name="Number">Of the last record; 0 before the first.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Sealed">Number of the record that the seal is about; null before the first seal.</param>
/// <param name="Seal">As <see cref="AuditKey.SealOf"/>.</param>
internal sealed record AuditNote(long Number, byte[] Hash, long? Sealed, byte[]? Seal);
