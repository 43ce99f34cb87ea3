using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Pg
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Way",
                table: "outgoing_messages",
                type: "character varying(20)",
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
