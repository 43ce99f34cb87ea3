using System.Globalization;
using System.Text.Json;
using Duet.Cli;
using Duet.Tests.Sources.Git;

namespace Duet.Tests.Report;

/// <summary>The report as people run it, against what git itself counts.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task Json_HistoryWithMergesRevertsAndTags_CountsWhatGitCounts()
    {
        using var repository = TestRepository.Of(MergedHistory());

        var report = await JsonAsync(repository.Folder, "--since", "2000-01-01");

        Assert.Equal(Number(repository, "rev-list", "--count", "HEAD"), Value(report, "commit.count"));
        Assert.Equal(Number(repository, "rev-list", "--count", "--first-parent", "--merges", "HEAD"), Value(report, "change.count"));
        Assert.Equal(repository.Lines("tag", "--list", "v*").Count(tag => !tag.Contains("-rc", StringComparison.Ordinal)), Value(report, "release.count"));
        Assert.Equal(repository.Lines("log", "--format=%H", "--grep=^Revert \"").Count, Value(report, "commit.reverts"));
        Assert.Equal(repository.Lines("log", "--format=%ae").Distinct().Count(), Value(report, "commit.authors"));
    }

    [Fact]
    public async Task Json_Since_CountsLaterCommitsOnly()
    {
        var history = new HistoryScript { Clock = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() };
        var early = history.Commit("Early", files: [("a", "1")]);
        history.Clock = new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        history.Branch("main", history.Commit("Late", [early], [("a", "2")]));
        using var repository = TestRepository.Of(history);

        var report = await JsonAsync(repository.Folder, "--since", "2024-03-01");

        Assert.Equal(1, Value(report, "commit.count"));
        Assert.Equal(0, Value(report, "release.count"));
        Assert.Equal(JsonValueKind.Null, Metric(report, "change.lead_time").GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task Json_TwoRepositories_ShowsEachBesideTheWhole()
    {
        using var first = TestRepository.Of(MergedHistory());
        using var second = TestRepository.Of(MergedHistory());

        var report = await JsonAsync(first.Folder, second.Folder, "--since", "2000-01-01");

        var commits = Metric(report, "commit.count");
        Assert.Equal(2, report.GetProperty("repositories").GetArrayLength());
        Assert.Equal(2 * Number(first, "rev-list", "--count", "HEAD"), commits.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Html_AnyRepository_IsOneFileThatLoadsNothing()
    {
        using var repository = TestRepository.Of(MergedHistory());

        var (code, html, _) = await RunAsync("report", repository.Folder, "--since", "2000-01-01", "--format", "html");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("Change lead time", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Ann", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_YoungRepository_StillSaysSomething()
    {
        var history = new HistoryScript { Clock = DateTimeOffset.UnixEpoch.AddDays(20_000).ToUnixTimeSeconds() };
        history.Branch("main", history.Commit("Begin", files: [("a", "1")]));
        using var repository = TestRepository.Of(history);

        var (code, text, _) = await RunAsync("report", repository.Folder, "--since", "2000-01-01");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Commits", text, StringComparison.Ordinal);
        Assert.Contains("People who commit", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--since", "12m", ExitCodes.Usage, "12m")]
    [InlineData("--since", "2999-01-01", ExitCodes.Usage, "2999")]
    public async Task Report_SpanNotUnderstood_SaysSoInALine(string option, string value, int exitCode, string named)
    {
        var (code, output, error) = await RunAsync("report", ".", option, value);

        Assert.Equal(exitCode, code);
        Assert.Empty(output);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.InRange(error.TrimEnd().Split('\n').Length, 1, 2);
    }

    [Theory]
    [InlineData("ext::sh -c date")]
    [InlineData("--upload-pack=touch pwned")]
    public async Task Report_DangerousLocation_IsRefused(string location)
    {
        var (code, output, error) = await RunAsync("report", "--", location);

        Assert.Equal(ExitCodes.SourceFailed, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Report_NotARepository_SaysSoInALine()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = await RunAsync("report", folder.Path);

        Assert.Equal(ExitCodes.SourceFailed, code);
        Assert.Empty(output);
        Assert.StartsWith("duet: ", error, StringComparison.Ordinal);
        Assert.InRange(error.TrimEnd().Split('\n').Length, 1, 2);
    }

    // Twelve merged branches, one of them a revert, with releases and a pre-release between.
    private static HistoryScript MergedHistory()
    {
        var history = new HistoryScript();
        var main = history.Commit("Begin", files: [("readme", "0")]);
        for (var i = 1; i <= 12; i++)
        {
            var work = history.Commit($"Work {i}", [main], [($"src/part{i % 3}/file{i}", $"{i}\n{i}")], i % 2 == 0 ? HistoryScript.Ben : HistoryScript.Ann);
            if (i == 7)
                work = history.Commit("Revert \"Work 6\"\n\nThis reverts commit 0123456.", [work], [("src/part0/file6", null)]);
            main = history.Commit($"Merge pull request #{i} from team/work-{i}\n\nWork {i}", [main, work]);
            if (i % 4 == 0)
                history.AnnotatedTag($"v1.{i}.0{(i == 8 ? "-rc1" : "")}", main, history.Clock + 1);
        }
        history.Branch("main", main);
        return history;
    }

    private static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(["report", .. arguments, "--format", "json"]);
        Assert.True(code == ExitCodes.Ok, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await Verbs.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static JsonElement Metric(JsonElement report, string key) =>
        report.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("key").GetString() == key);

    private static double Value(JsonElement report, string key) => Metric(report, key).GetProperty("value").GetDouble();

    private static double Number(TestRepository repository, params string[] arguments) =>
        double.Parse(repository.Git(arguments), CultureInfo.InvariantCulture);
}
