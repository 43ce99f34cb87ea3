using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Pg
{
    /// <summary>Written by hand: what lists of open voices count and order by, in an index that needs no look at the long rows.</summary>
    [DbContext(typeof(PgDb))]
    [Migration("20261123123000_VoiceStates")]
    public partial class VoiceStates : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE INDEX voices_states ON voices ("MergedIntoId", "ClosedAs", "LinkedAt", "ReleasedAt", "Kind", "Weight", "CapturedAt", "Id") WHERE "ClosedAs" IS NULL;
                -- Nearly all voices are part of no other: looking that up would be chosen, and read them all.
                DROP INDEX "IX_voices_MergedIntoId";
                CREATE INDEX "IX_voices_MergedIntoId" ON voices ("MergedIntoId") WHERE "MergedIntoId" IS NOT NULL;
                CREATE INDEX voices_tell ON voices ("Weight" DESC, "Id") WHERE "ReleasedAt" IS NOT NULL AND "ToldAt" IS NULL;
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX voices_states; DROP INDEX voices_tell; DROP INDEX "IX_voices_MergedIntoId";
                CREATE INDEX "IX_voices_MergedIntoId" ON voices ("MergedIntoId");
                """);
        }
    }
}
