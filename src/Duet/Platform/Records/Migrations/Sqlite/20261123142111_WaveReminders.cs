using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WaveReminders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Reminded",
                table: "waves",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Reminded",
                table: "waves");
        }
    }
}
