using System.Globalization;

namespace Duet.Tests.Sources.Git;

public sealed class GitSourceCountTests
{
    [Fact]
    public async Task Import_RandomHistory_CountsWhatGitCounts()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(7)).Grow(160, mayRewrite: false);
        await using var run = await GitImportRun.OfAsync(repository.Folder);

        Assert.Equal(Count(repository, "rev-list", "--count", "HEAD"), await run.CountAsync("\"commit\""));
        Assert.Equal(Count(repository, "rev-list", "--count", "--merges", "HEAD"), await run.CountAsync("\"commit\" WHERE is_merge"));
        Assert.Equal(Count(repository, "rev-list", "--count", "--first-parent", "HEAD"), await run.CountAsync("\"commit\" WHERE is_mainline"));
        Assert.Equal(repository.Lines("log", "--format=%H", "--grep=^Revert \"[^R]").Count, await run.CountAsync("\"commit\" WHERE is_revert AND subject NOT LIKE 'Revert \"R%'"));
        Assert.Equal(repository.Lines("tag").Count, await run.CountAsync("release"));
        Assert.Equal(
            repository.Lines("log", "--numstat", "--no-renames", "--format=%H").Where(IsHeader).Order(),
            await run.ListAsync("SELECT sha FROM \"commit\" ORDER BY sha"));
        Assert.Equal(
            NumstatRows(repository),
            await run.ListAsync("SELECT c.sha, f.path, f.additions, f.deletions FROM file_change f JOIN \"commit\" c ON c.id = f.\"commit\" ORDER BY c.sha, f.path"));
        Assert.Equal(
            NumstatRows(repository).Sum(row => long.Parse(row.Split('|')[2], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
            Assert.Single(await run.ListAsync("SELECT sum(additions) FROM \"commit\"")));
    }

    [Fact]
    public async Task Import_RandomHistory_ChangesHoldTheirCommits()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(8)).Grow(160, mayRewrite: false);
        await using var run = await GitImportRun.OfAsync(repository.Folder);

        Assert.NotEqual(0, await run.CountAsync("change WHERE method = 'merge'"));
        Assert.Empty(await run.ListAsync(
            """
            SELECT h.key FROM change h JOIN "commit" c ON c.change = h.id
            GROUP BY h.key, h.additions, h.deletions HAVING h.additions IS DISTINCT FROM sum(coalesce(c.additions, 0)) OR h.deletions IS DISTINCT FROM sum(coalesce(c.deletions, 0))
            """));
        Assert.Empty(await run.ListAsync(
            """
            SELECT h.key FROM change h LEFT JOIN "commit" c ON c.change = h.id LEFT JOIN file_change f ON f."commit" = c.id
            GROUP BY h.key, h.files HAVING h.files IS DISTINCT FROM count(DISTINCT f.path)
            """));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Import_RandomGraph_FirstReleaseIsTheEarliestTagThatContains(int seed)
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(seed)).Grow(120, mayRewrite: false);
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        var found = (await run.ListAsync("SELECT sha, release FROM \"commit\"")).Select(row => row.Split('|')).ToDictionary(row => row[0], row => row[1]);

        Assert.Contains(found.Values, release => release != "-");
        foreach (var (sha, release) in found)
        {
            var first = repository.Lines("tag", "--contains", sha, "--sort=creatordate").FirstOrDefault(tag => !tag.EndsWith("-rc1", StringComparison.Ordinal));
            Assert.Equal(first ?? "-", release);
        }
    }

    private static long Count(TestRepository repository, params string[] arguments) => long.Parse(repository.Git(arguments), CultureInfo.InvariantCulture);

    private static bool IsHeader(string line) => line.Length == 40 && !line.Contains('\t', StringComparison.Ordinal);

    private static List<string> NumstatRows(TestRepository repository)
    {
        var (sha, rows) = ("", new List<string>());
        foreach (var line in repository.Lines("log", "--numstat", "--no-renames", "--format=%H"))
        {
            if (IsHeader(line))
            {
                sha = line;
                continue;
            }
            var cells = line.Split('\t');
            rows.Add($"{sha}|{cells[2]}|{cells[0]}|{cells[1]}");
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
