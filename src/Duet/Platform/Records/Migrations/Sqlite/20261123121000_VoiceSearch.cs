using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Sqlite
{
    /// <summary>Written by hand: the full text of voices, the number of their last change, and which were erased.</summary>
    [DbContext(typeof(SqliteDb))]
    [Migration("20261123121000_VoiceSearch")]
    public partial class VoiceSearch : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE voice_counter ("Last" INTEGER NOT NULL);
                INSERT INTO voice_counter VALUES (0);
                CREATE TABLE gone_voices ("Id" INTEGER PRIMARY KEY, "Change" INTEGER NOT NULL);
                CREATE INDEX gone_voices_change ON gone_voices ("Change");
                CREATE VIRTUAL TABLE voice_search USING fts5("SearchText", content='voices', content_rowid='Id', tokenize='unicode61 remove_diacritics 0', prefix='2 3');
                -- Without it erased words would stay in the index until it is merged some day.
                INSERT INTO voice_search (voice_search, rank) VALUES ('secure-delete', 1);
                CREATE TRIGGER voice_search_insert AFTER INSERT ON voices BEGIN
                    INSERT INTO voice_search (rowid, "SearchText") VALUES (new."Id", new."SearchText");
                END;
                CREATE TRIGGER voice_search_delete AFTER DELETE ON voices BEGIN
                    INSERT INTO voice_search (voice_search, rowid, "SearchText") VALUES ('delete', old."Id", old."SearchText");
                END;
                CREATE TRIGGER voice_search_update AFTER UPDATE OF "SearchText" ON voices BEGIN
                    INSERT INTO voice_search (voice_search, rowid, "SearchText") VALUES ('delete', old."Id", old."SearchText");
                    INSERT INTO voice_search (rowid, "SearchText") VALUES (new."Id", new."SearchText");
                END;
                CREATE INDEX voices_whole ON voices ("Weight" DESC, "Id") WHERE "MergedIntoId" IS NULL;
                CREATE INDEX voices_waiting ON voices ("Weight" DESC, "Id") WHERE "MergedIntoId" IS NULL AND "ClosedAs" IS NULL AND "LinkedAt" IS NULL;
                CREATE INDEX voices_captured ON voices ("CapturedAt", "Id") WHERE "MergedIntoId" IS NULL;
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER voice_search_insert; DROP TRIGGER voice_search_delete; DROP TRIGGER voice_search_update;
                DROP INDEX voices_whole; DROP INDEX voices_waiting; DROP INDEX voices_captured;
                DROP TABLE voice_search; DROP TABLE voice_counter; DROP TABLE gone_voices;
                """);
        }
    }
}
