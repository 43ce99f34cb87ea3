using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OutgoingWays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "SourceAt",
                table: "voices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Way",
                table: "outgoing_messages",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Mail");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SourceAt",
                table: "voices");

            migrationBuilder.DropColumn(
                name: "Way",
                table: "outgoing_messages");
        }
    }
}
