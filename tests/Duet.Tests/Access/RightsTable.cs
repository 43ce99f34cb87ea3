using Duet.Access;

namespace Duet.Tests.Access;

/// <summary>What <c>rights.txt</c> expects of the server.</summary>
internal static class RightsTable
{
    private static readonly Dictionary<string, Role> Columns = new()
    {
        ["owner"] = Role.Owner,
        ["admin"] = Role.Admin,
        ["product ops"] = Role.ProductOps,
        ["devex lead"] = Role.DevexLead,
        ["team lead"] = Role.TeamLead,
        ["member"] = Role.Member,
        ["viewer"] = Role.Viewer,
    };

    public static IReadOnlyDictionary<Permission, ExpectedRight> Rights { get; } = Read();

    private static Dictionary<Permission, ExpectedRight> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Duet.Tests", "Access", "rights.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var header = lines[0];
        return lines.Skip(1).ToDictionary(
            cells => Enum.Parse<Permission>(cells[0]),
            cells => new ExpectedRight(
                Columns.ToDictionary(column => column.Value, column => cells[Array.IndexOf(header, column.Key)]),
                cells[Array.IndexOf(header, "key")] is "-" ? null : cells[Array.IndexOf(header, "key")],
                cells[Array.IndexOf(header, "guest")] == "yes"));
    }
}

/// <param name="Words">The cell of each role, as written.</param>
/// <param name="Scope">Null where no key does it.</param>
internal sealed record ExpectedRight(IReadOnlyDictionary<Role, string> Words, string? Scope, bool Guest)
{
    public bool Lets(Role role) => Words[role] is not ("-" or "by key");

    public bool LetsKeyOf(Role role) => Scope is not null && Words[role] != "-";

    /// <summary>How the server calls what the cell of a role says.</summary>
    public static string ReachOf(string words) => words switch
    {
        "-" => nameof(Grant.No),
        "by key" => nameof(Grant.ByKey),
        "self" => nameof(Grant.Self),
        "totals" => nameof(Grant.Totals),
        "own teams" => nameof(Grant.OwnTeams),
        "yes" => nameof(Grant.Yes),
        _ => throw new InvalidOperationException($"rights.txt says '{words}'."),
    };
}
