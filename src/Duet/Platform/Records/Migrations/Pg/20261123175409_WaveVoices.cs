using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Pg
{
    /// <inheritdoc />
    public partial class WaveVoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "released_themes");

            migrationBuilder.AddColumn<DateTime>(
                name: "ShippedToldAt",
                table: "follow_ups",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "wave_voices",
                columns: table => new
                {
                    VoiceId = table.Column<int>(type: "integer", nullable: false),
                    WaveId = table.Column<int>(type: "integer", nullable: false),
                    Item = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    MayQuote = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wave_voices", x => x.VoiceId);
                    table.ForeignKey(
                        name: "FK_wave_voices_voices_VoiceId",
                        column: x => x.VoiceId,
                        principalTable: "voices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_wave_voices_waves_WaveId",
                        column: x => x.WaveId,
                        principalTable: "waves",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_wave_voices_WaveId",
                table: "wave_voices",
                column: "WaveId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "wave_voices");

            migrationBuilder.DropColumn(
                name: "ShippedToldAt",
                table: "follow_ups");

            migrationBuilder.CreateTable(
                name: "released_themes",
                columns: table => new
                {
                    WaveId = table.Column<int>(type: "integer", nullable: false),
                    ThemeId = table.Column<int>(type: "integer", nullable: false),
                    Band = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Quotes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_released_themes", x => new { x.WaveId, x.ThemeId });
                    table.ForeignKey(
                        name: "FK_released_themes_themes_ThemeId",
                        column: x => x.ThemeId,
                        principalTable: "themes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_released_themes_waves_WaveId",
                        column: x => x.WaveId,
                        principalTable: "waves",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_released_themes_ThemeId",
                table: "released_themes",
                column: "ThemeId");
        }
    }
}
