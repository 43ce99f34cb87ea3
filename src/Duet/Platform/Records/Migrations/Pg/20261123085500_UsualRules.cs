using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Duet.Platform.Records.Migrations.Pg
{
    /// <summary>Written by hand: the rules for bots that an installation begins with. Behind those entered before, and anybody's to change.</summary>
    [DbContext(typeof(PgDb))]
    [Migration("20261123085500_UsualRules")]
    public partial class UsualRules : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                INSERT INTO actor_rules ("Position", "Field", "Pattern", "Kind", "Enabled") VALUES
                    (1000, 'Any', 'svc-*', 'Bot', TRUE),
                    (1001, 'Any', 'svc_*', 'Bot', TRUE),
                    (1002, 'Any', 'bot-*', 'Bot', TRUE),
                    (1003, 'Any', '*_bot', 'Bot', TRUE),
                    (1004, 'Any', '*-robot', 'Bot', TRUE),
                    (1005, 'Any', '*-ci', 'Bot', TRUE),
                    (1006, 'Any', 'ci-*', 'Bot', TRUE),
                    (1007, 'Key', 'ci@*', 'Bot', TRUE),
                    (1008, 'Key', 'jenkins@*', 'Bot', TRUE),
                    (1009, 'Key', 'build@*', 'Bot', TRUE),
                    (1010, 'Key', 'builds@*', 'Bot', TRUE),
                    (1011, 'Key', 'deploy@*', 'Bot', TRUE),
                    (1012, 'Key', 'automation@*', 'Bot', TRUE),
                    (1013, 'Any', '*coding-agent*', 'Agent', TRUE);
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
