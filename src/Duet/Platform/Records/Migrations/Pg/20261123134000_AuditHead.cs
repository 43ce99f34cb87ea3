using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Pg
{
    /// <summary>Written by hand: a note of the last record beside the audit log, so that a cut off end is noticed.</summary>
    [DbContext(typeof(PgDb))]
    [Migration("20261123134000_AuditHead")]
    public partial class AuditHead : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE audit_head ("Id" integer PRIMARY KEY CHECK ("Id" = 1), "Number" bigint NOT NULL, "Hash" bytea NOT NULL, "Sealed" bigint, "Seal" bytea);
                INSERT INTO audit_head ("Id", "Number", "Hash") VALUES (1, coalesce((SELECT max("Number") FROM audit), 0), coalesce((SELECT "Hash" FROM audit ORDER BY "Number" DESC LIMIT 1), decode(repeat('00', 32), 'hex')));
                CREATE FUNCTION audit_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  UPDATE audit_head SET "Number" = NEW."Number", "Hash" = NEW."Hash" WHERE "Number" = NEW."Number" - 1 AND "Hash" = NEW."PreviousHash";
                  RETURN NULL;
                END $$;
                CREATE FUNCTION audit_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF NEW."Number" <> OLD."Number" + 1 AND NOT (NEW."Number" = OLD."Number" AND NEW."Hash" = OLD."Hash") THEN RAISE EXCEPTION 'the audit log is append-only'; END IF;
                  RETURN NEW;
                END $$;
                CREATE TRIGGER audit_head_follows AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_head_follows();
                CREATE TRIGGER audit_head_no_change BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_grows();
                CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER audit_head_follows ON audit; DROP TABLE audit_head; DROP FUNCTION audit_head_follows; DROP FUNCTION audit_head_grows;");
        }
    }
}
