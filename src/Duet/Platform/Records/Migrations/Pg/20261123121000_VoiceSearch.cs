using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Pg
{
    /// <summary>Written by hand: the full text of voices, the number of their last change, and which were erased.</summary>
    [DbContext(typeof(PgDb))]
    [Migration("20261123121000_VoiceSearch")]
    public partial class VoiceSearch : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE voice_counter ("Last" bigint NOT NULL);
                INSERT INTO voice_counter VALUES (0);
                CREATE TABLE gone_voices ("Id" integer PRIMARY KEY, "Change" bigint NOT NULL);
                CREATE INDEX gone_voices_change ON gone_voices ("Change");
                ALTER TABLE voices ADD COLUMN "SearchVector" tsvector GENERATED ALWAYS AS (to_tsvector('simple', "SearchText")) STORED;
                CREATE INDEX voice_search ON voices USING gin ("SearchVector");
                CREATE INDEX voices_whole ON voices ("Weight" DESC, "Id") WHERE "MergedIntoId" IS NULL;
                CREATE INDEX voices_waiting ON voices ("Weight" DESC, "Id") WHERE "MergedIntoId" IS NULL AND "ClosedAs" IS NULL AND "LinkedAt" IS NULL;
                CREATE INDEX voices_captured ON voices ("CapturedAt", "Id") WHERE "MergedIntoId" IS NULL;
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX voices_whole; DROP INDEX voices_waiting; DROP INDEX voices_captured; DROP INDEX voice_search;
                ALTER TABLE voices DROP COLUMN "SearchVector";
                DROP TABLE voice_counter; DROP TABLE gone_voices;
                """);
        }
    }
}
