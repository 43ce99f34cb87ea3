using Duet.Engine.Facts;

namespace Duet.Teams.Imports.Comparing;

/// <summary>
/// The repositories that facts name. A catalogue writes <c>owner/name</c>; a clone that was added by its address is named by the
/// last part alone, so that is taken where it fits exactly one.
/// </summary>
internal sealed class KnownRepos(IReadOnlyList<string> names)
{
    private const string Statement = """
        SELECT DISTINCT repo FROM "commit" UNION SELECT DISTINCT repo FROM change UNION SELECT DISTINCT repo FROM run
        """;

    public static async Task<KnownRepos> ReadAsync(IFactStore facts, CancellationToken cancellationToken) =>
        new([.. (await facts.ReadAsync(new FactSql(Statement), row => row.IsDBNull(0) ? "" : row.GetString(0), cancellationToken)).Where(name => name.Length > 0)]);

    public bool Has(string repo) => names.Contains(repo);

    public string NameOf(string repo) =>
        names.FirstOrDefault(name => name.Equals(repo, StringComparison.OrdinalIgnoreCase))
        ?? (names.Where(name => Last(name).Equals(Last(repo), StringComparison.OrdinalIgnoreCase) && (name == Last(name) || repo == Last(repo))).ToList() is [var only] ? only : repo);

    private static string Last(string repo) => repo[(repo.LastIndexOf('/') + 1)..];
}
