using System.Text;
using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

public sealed class GitSourceInputTests
{
    [Fact]
    public async Task Import_FolderWithoutRepository_IsNotARepository()
    {
        await using var run = await GitImportRun.OpenAsync();
        Assert.Equal("not-a-repository", (await run.ProblemAsync(run.WorkFolder)).Code);
        Assert.Equal("not-a-repository", (await run.ProblemAsync(Path.Combine(run.WorkFolder, "nowhere"))).Code);
    }

    [Fact]
    public async Task Import_RepositoryWithoutCommits_IsEmpty()
    {
        using var repository = TestRepository.Create();
        await using var run = await GitImportRun.OpenAsync();
        Assert.Equal("empty", (await run.ProblemAsync(repository.Folder)).Code);
    }

    [Fact]
    public async Task Import_HeadThatLeadsNowhereAmongSeveralBranches_HasNoDefaultBranch()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        script.Branch("one", script.Commit("One"));
        script.Branch("two", script.Commit("Two"));
        repository.Write(script);
        await using var run = await GitImportRun.OpenAsync();
        Assert.Equal("no-default-branch", (await run.ProblemAsync(repository.Folder)).Code);

        repository.Git("branch", "trunk", "two");
        await run.ImportAsync(repository.Folder);
        Assert.Equal(["Two"], await run.ListAsync("SELECT subject FROM \"commit\""));
    }

    [Fact]
    public async Task Import_DetachedHead_IsReadFromThere()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var first = script.Commit("First");
        script.Branch("main", script.Commit("Second", [first]));
        repository.Write(script);
        repository.Git("update-ref", "--no-deref", "HEAD", repository.Git("rev-parse", "main~1"));
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(["First"], await run.ListAsync("SELECT subject FROM \"commit\""));
    }

    [Fact]
    public async Task Import_GitMissing_SaysSo()
    {
        await using var run = await GitImportRun.OpenAsync();
        Assert.Equal("git-missing", (await run.ProblemAsync(run.WorkFolder, new GitSettings { Program = Path.Combine(run.WorkFolder, "git") })).Code);
    }

    [Theory]
    [InlineData("git version 2.17.1", "2.17.1")]
    [InlineData("git version 2.30.9", "2.30.9")]
    [InlineData("something else", "unknown")]
    public async Task Import_GitTooOld_SaysWhichItIs(string answer, string named)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a program made of a script.");
        await using var run = await GitImportRun.OpenAsync();
        var program = Path.Combine(run.WorkFolder, "old-git");
        TestRepository.WriteProgram(program, $"echo '{answer}'");
        var problem = await run.ProblemAsync(run.WorkFolder, new GitSettings { Program = program });
        Assert.Equal("git-too-old", problem.Code);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ShallowClone_IsImportedWithANote()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(4)).Grow(40, mayRewrite: false);
        TestRepository.Run(repository.Folder, [], "clone", "-q", "--depth=5", "file://" + repository.Folder, repository.Beside("cut"));
        await using var run = await GitImportRun.OfAsync(repository.Beside("cut"));
        Assert.Equal("shallow", Assert.Single(run.Notes).Code);
        Assert.Equal(TestRepository.Run(repository.Beside("cut"), [], "rev-list", "--count", "HEAD"), Assert.Single(await run.ListAsync("SELECT count(*) FROM \"commit\"")));

        TestRepository.Run(repository.Beside("cut"), [], "fetch", "-q", "--unshallow");
        await run.ImportAsync(repository.Beside("cut"));
        Assert.Empty(run.Notes);
        Assert.Equal(repository.Git("rev-list", "--count", "HEAD"), Assert.Single(await run.ListAsync("SELECT count(*) FROM \"commit\"")));
    }

    [Fact]
    public async Task Import_MissingBlob_LeavesThatCommitsLinesUnknownAndSaysSo()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var first = script.Commit("First", [], [("b", "one\ntwo\n")]);
        var second = script.Commit("Second", [first], [("a", "text\n")]);
        script.Branch("main", script.Commit("Third", [second], [("b", "one\ntwo\nthree\n")]));
        repository.Write(script);
        var blob = repository.Git("rev-parse", "main:a");
        Loosen(repository);
        File.Delete(Path.Combine(repository.Folder, ".git", "objects", blob[..2], blob[2..]));
        await using var run = await GitImportRun.OpenAsync();
        await run.ImportAsync(repository.Folder);
        Assert.Equal(["contents-missing"], run.Notes.Select(note => note.Code));
        Assert.Equal(
            ["First|1|2", "Second|1|-", "Third|1|1"],
            await run.ListAsync("SELECT subject, files, coalesce(additions::VARCHAR, '-') FROM \"commit\" ORDER BY committed_at"));
        Assert.Equal(
            ["First|2", "Second|-", "Third|1"],
            await run.ListAsync("SELECT title, coalesce(additions::VARCHAR, '-') FROM change ORDER BY merged_at"));
    }

    [Fact]
    public async Task Import_MissingCommit_IsCorrupt()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        script.Branch("main", script.Commit("Second", [script.Commit("First")]));
        repository.Write(script);
        Loosen(repository);
        var first = repository.Git("rev-parse", "main~1");
        File.Delete(Path.Combine(repository.Folder, ".git", "objects", first[..2], first[2..]));
        await using var run = await GitImportRun.OpenAsync();
        Assert.Equal("corrupt", (await run.ProblemAsync(repository.Folder)).Code);
    }

    [Theory]
    [InlineData("--bare")]
    [InlineData("--object-format=sha256")]
    public async Task Import_OtherKindsOfRepository_AreReadLikeAnyOther(string option)
    {
        using var repository = TestRepository.Create(option);
        new RandomHistory(repository, new Random(5)).Grow(40, mayRewrite: false);
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(repository.Lines("log", "--format=%H|%s").Order(StringComparer.Ordinal), await run.ListAsync("SELECT sha, subject FROM \"commit\" ORDER BY sha"));
        Assert.Equal(0, await run.CountAsync("\"commit\" WHERE NOT is_merge AND additions IS NULL"));
        Assert.NotEqual(0, await run.CountAsync("file_change WHERE additions > 0"));
    }

    [Fact]
    public async Task Import_LinkedWorkTree_ReadsItsOwnHead()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var first = script.Commit("First", [], [("a", "1\n")]);
        script.Branch("main", first);
        script.Branch("topic", script.Commit("Second", [first], [("a", "2\n")]));
        repository.Write(script);
        repository.Git("worktree", "add", "-q", repository.Beside("tree"), "topic");
        await using var run = await GitImportRun.OfAsync(repository.Beside("tree"));
        Assert.Equal(["First|1", "Second|1"], await run.ListAsync("SELECT subject, additions FROM \"commit\" ORDER BY subject"));
    }

    [Fact]
    public async Task Import_LinearHistory_MakesEachCommitAChange()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        string? last = null;
        for (var i = 0; i < 5; i++) last = script.Commit($"Step {i}", last is null ? [] : [last], [($"f{i}", "x\n")]);
        script.Branch("main", last!);
        repository.Write(script);
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(["Step 0|direct|1|1", "Step 1|direct|1|1", "Step 2|direct|1|1", "Step 3|direct|1|1", "Step 4|direct|1|1"],
            await run.ListAsync("SELECT title, method, files, additions FROM change ORDER BY title"));
    }

    [Fact]
    public async Task Import_OddContents_AreKeptAsFarAsTheyCanBe()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var root = script.Commit("Root", [], [("new\nline", "1\n"), ("tab\there", "1\n2\n"), ("empty", ""), ("bin", "\0\u0001")]);
        string[] sides = [script.Commit("A", [root], [("a", "1\n")]), script.Commit("B", [root], [("b", "1\n")]), script.Commit("C", [root], [("c", "1\n")])];
        script.Branch("main", script.Commit("Octopus", [root, .. sides]));
        script.Tag("v1.0.0", root);
        script.AnnotatedTag("v2.0.0", sides[0]);
        repository.Write(script);
        await using var run = await GitImportRun.OfAsync(repository.Folder);

        Assert.Equal(["bin|-", "empty|0", "new\nline|1", "tab\there|2"],
            await run.ListAsync("SELECT f.path, f.additions FROM file_change f JOIN \"commit\" c ON c.id = f.\"commit\" WHERE c.subject = 'Root' ORDER BY f.path"));
        Assert.Equal(["3|4"], await run.ListAsync("SELECT additions, files FROM \"commit\" WHERE subject = 'Root'"));
        Assert.Equal(["Octopus|3|3"], await run.ListAsync("SELECT title, commits, files FROM change"));
        Assert.Equal(["A|v2.0.0", "B|-", "C|-", "Octopus|-", "Root|v1.0.0"], await run.ListAsync("SELECT subject, release FROM \"commit\" ORDER BY subject"));
        Assert.Equal(["v1.0.0", "v2.0.0"], await run.ListAsync("SELECT tag FROM release WHERE \"at\" = (SELECT committed_at FROM \"commit\" WHERE sha = release.sha) ORDER BY tag"));
    }

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00", 0)]
    [InlineData("4294967296", "2106-02-07T06:28:16", 0)]
    [InlineData("999999999999999", "9999-12-31T23:59:59", 1)]
    [InlineData("-1000", "1970-01-01T00:00:00", 1)]
    [InlineData("soon", "1970-01-01T00:00:00", 1)]
    public async Task Import_Dates_SurviveOrAreBroughtIntoRangeAndNoted(string seconds, string kept, int odd)
    {
        using var repository = TestRepository.Create();
        var tree = repository.Git("hash-object", "-w", "-t", "tree", "--stdin");
        var text = $"tree {tree}\nauthor Ann <ann@example.org> {seconds} +0000\ncommitter Ann <ann@example.org> 1700000000 +0000\n\nOnly\n";
        repository.Git("update-ref", "refs/heads/main", repository.Git(Encoding.UTF8.GetBytes(text), "hash-object", "-w", "-t", "commit", "--literally", "--stdin"));
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal([kept], await run.ListAsync("SELECT authored_at FROM \"commit\""));
        Assert.Equal(odd, run.Notes.Count(note => note.Code == "odd-dates"));
    }

    [Fact]
    public async Task Import_InvalidUtf8_IsReadWithReplacements()
    {
        using var repository = TestRepository.Create();
        var blob = repository.Git("a\n"u8.ToArray(), "hash-object", "-w", "--stdin");
        byte[] entries = [.. Encoding.ASCII.GetBytes($"100644 blob {blob}\t"), (byte)'x', 0xFE, 0, .. Encoding.ASCII.GetBytes($"100644 blob {blob}\t"), (byte)'x', 0xFF, 0];
        var tree = repository.Git(entries, "mktree", "-z");
        byte[] commit =
        [
            .. Encoding.ASCII.GetBytes($"tree {tree}\nauthor An"), 0xFF, .. "n <ann@example.org> 1 +0000\ncommitter Ann <ann@example.org> 1 +0000\n\nCaf"u8, 0xE9, .. "\n"u8,
        ];
        repository.Git("update-ref", "refs/heads/main", repository.Git(commit, "hash-object", "-w", "-t", "commit", "--stdin"));
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(["Caf\uFFFD|2"], await run.ListAsync("SELECT subject, additions FROM \"commit\""));
        Assert.Equal(["x\uFFFD|2"], await run.ListAsync("SELECT path, additions FROM file_change"));
    }

    [Fact]
    public async Task Import_TagWithoutTagger_TakesTheCommitsDate()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var only = script.Commit("Only", at: 1_000_000_000);
        script.Branch("main", only);
        script.AnnotatedTag("v1.0.0", only);
        script.AnnotatedTag("v1.1.0", only, at: 1_000_000_500);
        repository.Write(script);
        repository.Git("tag", "blob-tag", repository.Git("x"u8.ToArray(), "hash-object", "-w", "--stdin"));
        repository.Git("tag", "-a", "-m", "nested", "v2.0.0", "v1.1.0");
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(["v1.0.0|2001-09-09T01:46:40", "v1.1.0|2001-09-09T01:55:00", "v2.0.0|2023-11-14T22:13:20"], await run.ListAsync("SELECT tag, \"at\" FROM release ORDER BY tag"));
    }

    [Fact]
    public async Task Import_Trailers_FillTheFacts()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var root = script.Commit("Root", at: 1_000_000_000);
        var work = script.Commit(
            "Add a thing (#7)\n\nWhy.\n\nReviewed-by: Cem <cem@example.org>\nCo-authored-by: Ben <ben@example.org>\nCo-authored-by: Claude <noreply@anthropic.com>\n", [root], [("a", "1\n")]);
        var hotfix = script.Commit("hotfix: undo", [work], author: "renovate[bot] <bot@renovateapp.com>");
        script.Branch("main", script.Commit("Revert \"Add a thing (#7)\"", [hotfix], at: 1_700_009_000));
        repository.Write(script);
        await using var run = await GitImportRun.OfAsync(repository.Folder);

        Assert.Equal(["Add a thing (#7)|human|True|1|1|2023-11-15T00:43:20", "Revert \"Add a thing (#7)\"|human|False|0|0|-", "Root|human|False|0|0|-", "hotfix: undo|bot|False|0|0|-"],
            await run.ListAsync("SELECT subject, author_kind, ai_declared, co_authors, reviewers, reverted_at FROM \"commit\" ORDER BY subject"));
        Assert.Equal(["hotfix: undo"], await run.ListAsync("SELECT subject FROM \"commit\" WHERE is_hotfix"));
        Assert.Equal(["Revert \"Add a thing (#7)\""], await run.ListAsync("SELECT subject FROM \"commit\" WHERE is_revert"));
        Assert.Equal(["7|squash|True|2|1"], await run.ListAsync("SELECT number, method, first_commit_lost, authors, reviewers FROM change WHERE number = 7 AND NOT is_revert"));
    }

    // fast-import writes one pack; single objects can then be taken out of it.
    private static void Loosen(TestRepository repository)
    {
        var packs = new DirectoryInfo(Path.Combine(repository.Folder, ".git", "objects", "pack"));
        foreach (var pack in packs.EnumerateFiles("*.pack").ToList())
        {
            var bytes = File.ReadAllBytes(pack.FullName);
            foreach (var file in packs.EnumerateFiles(Path.GetFileNameWithoutExtension(pack.Name) + ".*").ToList())
            {
                file.IsReadOnly = false;
                file.Delete();
            }
            repository.Git(bytes, "unpack-objects", "-q");
        }
    }
}
