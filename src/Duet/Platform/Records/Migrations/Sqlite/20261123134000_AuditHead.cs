using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Sqlite
{
    /// <summary>Written by hand: a note of the last record beside the audit log, so that a cut off end is noticed.</summary>
    [DbContext(typeof(SqliteDb))]
    [Migration("20261123134000_AuditHead")]
    public partial class AuditHead : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE audit_head ("Id" INTEGER NOT NULL PRIMARY KEY CHECK ("Id" = 1), "Number" INTEGER NOT NULL, "Hash" BLOB NOT NULL, "Sealed" INTEGER, "Seal" BLOB);
                INSERT INTO audit_head ("Id", "Number", "Hash") VALUES (1, coalesce((SELECT max("Number") FROM audit), 0), coalesce((SELECT "Hash" FROM audit ORDER BY "Number" DESC LIMIT 1), zeroblob(32)));
                CREATE TRIGGER audit_head_follows AFTER INSERT ON audit BEGIN UPDATE audit_head SET "Number" = NEW."Number", "Hash" = NEW."Hash" WHERE "Number" = NEW."Number" - 1 AND "Hash" = NEW."PreviousHash"; END;
                CREATE TRIGGER audit_head_no_update BEFORE UPDATE ON audit_head WHEN NEW."Number" <> OLD."Number" + 1 AND NOT (NEW."Number" = OLD."Number" AND NEW."Hash" = OLD."Hash") BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
                CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER audit_head_follows; DROP TABLE audit_head;");
        }
    }
}
