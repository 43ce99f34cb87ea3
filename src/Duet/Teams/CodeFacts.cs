using Duet.Engine.Facts;

namespace Duet.Teams;

/// <summary>Which repositories and folders the facts hold: what a mapping to a service would reach.</summary>
internal sealed class CodeFacts(IFactStore facts)
{
    private const int FoldersShown = 12;

    /// <summary>Repositories by name.</summary>
    public Task<IReadOnlyList<string>> RepositoriesAsync(CancellationToken cancellationToken) => facts.ReadAsync(
        new FactSql("SELECT repo FROM \"commit\" UNION SELECT repo FROM change UNION SELECT repo FROM run WHERE repo IS NOT NULL ORDER BY 1"),
        row => row.GetString(0), cancellationToken);

    /// <param name="repo">As facts name it.</param>
    /// <param name="folder">Without slashes at its ends; empty for the whole repository.</param>
    public async Task<CodeLook> LookAsync(string repo, string folder, CancellationToken cancellationToken)
    {
        var within = folder.Length == 0 ? "" : folder + "/";
        var files = await facts.ReadAsync(
            new FactSql("SELECT count(DISTINCT path), max(committed_at) FROM file_change WHERE repo = $1 AND starts_with(path, $2)", repo, within),
            row => (Count: row.GetInt64(0), Last: row.IsDBNull(1) ? (DateTime?)null : row.GetDateTime(1)), cancellationToken);
        var folders = await facts.ReadAsync(
            new FactSql(
                """
                SELECT split_part(rest, '/', 1), count(DISTINCT rest)
                FROM (SELECT substr(path, CAST($3 AS BIGINT)) AS rest FROM file_change WHERE repo = $1 AND starts_with(path, $2))
                WHERE contains(rest, '/') GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT CAST($4 AS BIGINT)
                """,
                repo, within, (long)within.Length + 1, (long)FoldersShown),
            row => (row.GetString(0), row.GetInt64(1)), cancellationToken);
        return new CodeLook(
            repo, folder, (await RepositoriesAsync(cancellationToken)).Contains(repo), files[0].Count,
            files[0].Last is { } last ? new DateTimeOffset(DateTime.SpecifyKind(last, DateTimeKind.Utc)) : null, folders);
    }
}

/// <summary>What lies at a place of the code.</summary>
/// <param name="IsKnown">Facts name the repository.</param>
/// <param name="Files">Distinct paths that commits touched there.</param>
/// <param name="LastTouched">Null for never.</param>
/// <param name="Folders">Folders right below with their files, the largest first.</param>
internal sealed record CodeLook(
    string Repo, string Folder, bool IsKnown, long Files, DateTimeOffset? LastTouched, IReadOnlyList<(string Name, long Files)> Folders);
