using System.Text.Json;
using Duet.Cli;

namespace Duet.Tests.Cli;

public sealed class VerbsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("report")]
    [InlineData("demo")]
    [InlineData("metrics")]
    [InlineData("metrics check")]
    [InlineData("query")]
    [InlineData("check")]
    [InlineData("import")]
    [InlineData("friction")]
    [InlineData("key")]
    [InlineData("key add")]
    [InlineData("user")]
    [InlineData("user invite")]
    [InlineData("user password-reset-link")]
    public async Task Help_IsAsReviewed(string verb)
    {
        var (code, output, _) = await RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(ExitCodes.Ok, code);
        // The program is called by the name of its host here.
        var text = output.Replace(Path.GetFileName(Environment.ProcessPath)!, "duet", StringComparison.Ordinal);
        Snapshot.Match($"help{(verb.Length > 0 ? "-" : "")}{verb.Replace(' ', '-')}.txt", string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public async Task Guide_ItsTable_HasEveryVerb()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", "command-line.md"), TestContext.Current.CancellationToken);

        var (_, output, _) = await RunAsync("--help");

        var verbs = output.Split("Commands:")[1].Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(verb => verb.Length > 0).ToList();
        Assert.Contains("user", verbs);
        Assert.All(verbs, verb => Assert.Contains($"| `{verb}` |", guide, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_MadeListedAndRevoked_BesideARunningServer()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);

        var (made, key, said) = await RunAsync("key", "add", "ci", "--data", folder.Path);
        Assert.Equal(ExitCodes.Ok, made);
        Assert.Contains("not shown again", said, StringComparison.Ordinal);
        using var program = server.Browse();
        var answer = await program.OpenAsync("/api/v1/metrics", request => request.Headers.Authorization = new("Bearer", key.Trim()));
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);

        var (_, list, _) = await RunAsync("key", "list", "--data", folder.Path, "--format", "json");
        Assert.Equal("ci", JsonDocument.Parse(list).RootElement.GetProperty("keys")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(key.Trim(), list, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.BadInput, (await RunAsync("key", "add", "ci", "--data", folder.Path)).Code);
        Assert.Equal(ExitCodes.Ok, (await RunAsync("key", "revoke", "ci", "--data", folder.Path)).Code);
        Assert.Equal(ExitCodes.NotFound, (await RunAsync("key", "revoke", "ci", "--data", folder.Path)).Code);
    }

    [Fact]
    public async Task Serve_OnADataDirectoryInUse_SaysSoInALineAndAHint()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);

        var (code, output, error) = await RunAsync("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0");

        Assert.Equal(ExitCodes.DataDirectoryInUse, code);
        Assert.Empty(output);
        Assert.Equal(2, error.Trim().Split('\n').Length);
        Assert.Contains("in use by another duet", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OnAPortInUse_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync();

        var (code, _, error) = await RunAsync("serve", "--data", folder.Path, "--urls", server.Address.ToString());

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("--urls", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_NotUnderstood_IsAUsageError() => Assert.Equal(ExitCodes.Usage, (await RunAsync("serve", "--nonsense")).Code);

    [Fact]
    public async Task Metrics_Listed_AreThoseBuiltInAndThoseOfTheDataDirectory()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "metrics"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "metrics", "own.md"), Page("own.count").Replace("{fact}", "commit", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync("metrics", "list", "--data", folder.Path, "--format", "json");

        Assert.Equal(ExitCodes.Ok, code);
        var keys = JsonDocument.Parse(output).RootElement.GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("key").GetString()).ToList();
        Assert.Contains("own.count", keys);
        Assert.Contains("commit.count", keys);
    }

    [Fact]
    public async Task Metrics_Shown_ByKey()
    {
        Assert.Contains("aggregate: count", (await RunAsync("metrics", "show", "commit.count")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotFound, (await RunAsync("metrics", "show", "nothing.here")).Code);
    }

    [Fact]
    public async Task Metrics_Checked_GoodPagesPassAndBadOnesNameTheirPlace()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "own.md");
        await File.WriteAllTextAsync(file, Page("own.count").Replace("{fact}", "commit", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Ok, (await RunAsync("metrics", "check", file)).Code);

        await File.WriteAllTextAsync(file, Page("own.count").Replace("{fact}", "comit", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (code, output, _) = await RunAsync("metrics", "check", file);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Matches(@"own\.md:\d+:\d+: error: ", output);

        Assert.Equal(ExitCodes.NotFound, (await RunAsync("metrics", "check", file + ".txt")).Code);
    }

    private static string Page(string key) => $$"""
        ---
        key: {{key}}
        name: Own count
        question: How many commits are there of our own?
        lens: devex
        concept: outcomes
        space: [activity]
        fact: {fact}
        at: committed_at
        aggregate: count
        unit: count
        better: neither
        version: 1
        sources: [our own]
        ---
        A count of our own.
        """;

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Verbs.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
