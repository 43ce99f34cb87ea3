using Duet.Teams.Imports.Csv;

namespace Duet.Teams.Imports.DevLake;

/// <summary>
/// One of DevLake's tables, told by its columns: as its API exports them (<c>Id,Name,Email,TeamIds</c>) or as they are dumped from
/// its database (<c>id,created_at,...,email,name</c>).
/// </summary>
internal sealed record DevLakeTable(string Name, CsvColumns Columns)
{
    private static readonly string[] Origin =
        ["created_at", "updated_at", "_raw_data_params", "_raw_data_table", "_raw_data_id", "_raw_data_remark"];

    public static DevLakeTable Users { get; } = Of("users", ["Id", "Name"], ["Email", "TeamIds"]);
    public static DevLakeTable Teams { get; } = Of("teams", ["Id", "Name"], ["Alias", "ParentId", "SortingIndex"]);
    public static DevLakeTable TeamUsers { get; } = Of("team_users", ["team_id", "user_id"], []);
    public static DevLakeTable Accounts { get; } = Of(
        "accounts", ["Id", "UserName"], ["Email", "FullName", "AvatarUrl", "Organization", "CreatedDate", "Status", "UserId"]);
    public static DevLakeTable UserAccounts { get; } = Of("user_accounts", ["account_id", "user_id"], []);
    public static DevLakeTable Projects { get; } = Of("project_mapping", ["ProjectName", "Table", "RowId"], []);

    private static IReadOnlyList<DevLakeTable> All { get; } = [Users, Teams, TeamUsers, Accounts, UserAccounts, Projects];

    /// <summary>The table whose columns the file has; the one it is most like, so that the refusal names what is missing.</summary>
    /// <exception cref="UnreadableException">The file is no text.</exception>
    public static DevLakeTable Of(ImportFile file)
    {
        var header = CsvTable.HeaderOf(file).ToHashSet();
        // A table of teams has nothing that tables of users do not, but for these.
        if (header.Contains("sortingindex") || header.Contains("parentid"))
            return Teams;
        return All.Where(table => table.Columns.Needed.All(name => header.Contains(CsvColumns.Normal(name))))
            .MaxBy(table => table.Columns.Needed.Concat(table.Columns.Possible).Count(name => header.Contains(CsvColumns.Normal(name))))
            ?? All.FirstOrDefault(table => file.ShortName.StartsWith(table.Name, StringComparison.OrdinalIgnoreCase))
            ?? All.MaxBy(table => table.Columns.Needed.Count(name => header.Contains(CsvColumns.Normal(name))))!;
    }

    private static DevLakeTable Of(string name, string[] needed, string[] possible) =>
        new(name, new CsvColumns(needed, possible) { Ignored = Origin });
}
