using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

public sealed class GitSourceSafetyTests
{
    [Fact]
    public async Task Import_RepositoryThatWantsToRunPrograms_RunsNoneOfThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The traps are shell commands.");
        using var repository = TestRepository.Create();
        var history = new RandomHistory(repository, new Random(1));
        history.Grow(20, mayRewrite: false);
        var script = new HistoryScript { Clock = 1_800_000_000 };
        script.Branch("main", script.Commit("Attributes", [repository.Git("rev-parse", "main")], [(".gitattributes", "* diff=evil filter=evil merge=evil text\n"), ("a.txt", "a\n")]));
        repository.Write(script);
        var marks = Directory.CreateDirectory(repository.Beside("marks")).FullName;
        SetTraps(repository, marks);

        // The traps are live: git itself, used carelessly, springs some of them.
        TestRepository.Run(repository.Folder, [], "log", "-1", "-p", "--ext-diff");
        repository.Git("status");
        Assert.NotEmpty(Directory.GetFiles(marks));
        foreach (var mark in Directory.GetFiles(marks)) File.Delete(mark);

        await using var run = await GitImportRun.OpenAsync();
        await run.ImportAsync(repository.Folder);
        repository.Git("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", "main~1");
        foreach (var mark in Directory.GetFiles(marks)) File.Delete(mark);
        await run.ImportAsync(repository.Folder);
        Assert.Empty(Directory.GetFiles(marks));
        Assert.NotEqual(0, await run.CountAsync("\"commit\""));
    }

    [Fact]
    public async Task Import_PartialCloneWithARemoteThatRunsAProgram_DoesNotFetch()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The trap is a shell command.");
        using var repository = TestRepository.Create();
        var tree = repository.Git("hash-object", "-w", "-t", "tree", "--stdin", "--literally");
        var commit = repository.Git("commit-tree", tree, "-m", "Only");
        repository.Git("update-ref", "refs/heads/main", commit);
        File.Delete(Path.Combine(repository.Folder, ".git", "objects", tree[..2], tree[2..]));
        var next = repository.Git("commit-tree", "-p", commit, "-m", "Next", repository.Git(System.Text.Encoding.ASCII.GetBytes("100644 blob 1111111111111111111111111111111111111111\tx\n"), "mktree", "--missing"));
        repository.Git("update-ref", "refs/heads/main", next);
        var mark = repository.Beside("mark");
        await File.AppendAllTextAsync(
            Path.Combine(repository.Folder, ".git", "config"),
            $"[extensions]\n\tpartialClone = origin\n[core]\n\trepositoryformatversion = 1\n[remote \"origin\"]\n\tpromisor = true\n\turl = \"ext::touch {mark}\"\n[protocol \"ext\"]\n\tallow = always\n",
            TestContext.Current.CancellationToken);
        await using var run = await GitImportRun.OpenAsync();
        await run.ImportAsync(repository.Folder);
        Assert.Equal(["contents-missing"], run.Notes.Select(note => note.Code));
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Import_PipesInPlaceOfFiles_AreNotOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs named pipes.");
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(2)).Grow(5, mayRewrite: false);
        var git = Path.Combine(repository.Folder, ".git");
        foreach (var name in (string[])["refs/heads/pipe", "refs/tags/pipe", "packed-refs", "shallow", "commondir"])
        {
            System.Diagnostics.Process.Start("mkfifo", [Path.Combine(git, name)]).WaitForExit();
            Assert.True(File.Exists(Path.Combine(git, name)));
        }
        File.CreateSymbolicLink(Path.Combine(git, "refs", "heads", "link"), Path.Combine(git, "packed-refs"));
        await using var run = await GitImportRun.OpenAsync();
        await run.ImportAsync(repository.Folder).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await run.CountAsync("\"commit\""));
    }

    [Fact]
    public async Task Import_LocalRepository_IsNotWrittenTo()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(2)).Grow(20, mayRewrite: false);
        var before = Files(repository.Folder);
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(before, Files(repository.Folder));
    }

    [Fact]
    public async Task Import_ReplacedAndGraftedCommits_AreReadAsTheyAre()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(2)).Grow(20, mayRewrite: false);
        var count = repository.Git("rev-list", "--count", "HEAD");
        repository.Git("replace", "--graft", "HEAD");
        Assert.Equal("1", repository.Git("rev-list", "--count", "HEAD"));
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal([count], await run.ListAsync("SELECT count(*) FROM \"commit\""));
    }

    [Fact]
    public void Fill_Environment_HoldsNothingOfTheUsersSettings()
    {
        var environment = new Dictionary<string, string?>
        {
            ["GIT_DIR"] = "/elsewhere",
            ["GIT_EXTERNAL_DIFF"] = "evil",
            ["GIT_SSH_COMMAND"] = "evil",
            ["GIT_CONFIG_PARAMETERS"] = "'core.pager=evil'",
            ["LD_PRELOAD"] = "evil",
            ["HOME"] = "/home/ann",
        };
        GitEnvironment.Fill(environment, "/empty", "https", [("a.b", "c")]);
        Assert.Equal("/empty", environment["HOME"]);
        Assert.Equal("c", environment["GIT_CONFIG_VALUE_" + (int.Parse(environment["GIT_CONFIG_COUNT"]!, System.Globalization.CultureInfo.InvariantCulture) - 1)]);
        Assert.DoesNotContain("evil", environment.Values);
        Assert.DoesNotContain("GIT_DIR", environment.Keys);
    }

    private static void SetTraps(TestRepository repository, string marks)
    {
        string Trap(string name) => $"touch {marks}/{name}; true";
        var included = repository.Beside("included");
        File.WriteAllText(included, $"[diff]\n\texternal = \"{Trap("included")}\"\n");
        File.AppendAllText(
            Path.Combine(repository.Folder, ".git", "config"),
            $"""
            [core]
                fsmonitor = "{Trap("fsmonitor")}"
                pager = "{Trap("pager")}"
                sshCommand = "{Trap("ssh")}"
                gitProxy = "{Trap("proxy")}"
                editor = "{Trap("editor")}"
                askPass = "{Trap("askpass")}"
                alternateRefsCommand = "{Trap("alternates")}"
                hooksPath = {repository.Beside("hooks")}
                attributesFile = {repository.Beside("attributes")}
            [diff]
                external = "{Trap("external")}"
            [diff "evil"]
                textconv = "{Trap("textconv")}"
                command = "{Trap("command")}"
            [filter "evil"]
                clean = "{Trap("clean")}"
                smudge = "{Trap("smudge")}"
                required = true
            [merge "evil"]
                driver = "{Trap("merge")}"
            [alias]
                log = "!{Trap("alias")}"
                diff-tree = "!{Trap("alias")}"
            [include]
                path = {included}
            [includeIf "gitdir:/"]
                path = {included}
            [uploadpack]
                packObjectsHook = "{Trap("pack")}"
            [log]
                showSignature = true
            [gpg]
                program = "{Trap("gpg")}"
            [credential]
                helper = "!{Trap("credential")}"
            [protocol "ext"]
                allow = always
            [pager]
                log = "{Trap("pagerlog")}"

            """);
        var hooks = Directory.CreateDirectory(repository.Beside("hooks")).FullName;
        foreach (var hook in (string[])["reference-transaction", "post-checkout", "pre-auto-gc", "post-index-change"])
        {
            TestRepository.WriteProgram(Path.Combine(hooks, hook), $"touch {marks}/hook");
        }
    }

    private static List<string> Files(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}").Order()];
}
