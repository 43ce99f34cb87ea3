using System.Text.Json;
using Duet.Access;
using Duet.Cli;
using Duet.Engine.Facts;
using Duet.Platform.Local;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Cli;

/// <summary>Verbs that ask the server of a data directory: one that runs, one that was killed, and none.</summary>
public sealed class HostVerbsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Query_WithoutAServerAndBesideOne_AnswersTheSame()
    {
        await PutCommitsAsync();

        var alone = await RunAsync("query", "commit.count", "--from", "2026-03-02", "--to", "2026-03-16", "--by", "repo", "--format", "json");
        await using var server = await ServeProcess.StartAsync(folder.Path);
        var beside = await RunAsync("query", "commit.count", "--from", "2026-03-02", "--to", "2026-03-16", "--by", "repo", "--format", "json");

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok), (alone.Code, beside.Code));
        Assert.Equal(alone.Output, beside.Output);
        var points = JsonDocument.Parse(beside.Output).RootElement.GetProperty("points");
        Assert.Equal([3.0, 0.0], points.EnumerateArray().Select(point => point.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Query_AsText_ShowsPointsOnOutputAndCoverageOnError()
    {
        await PutCommitsAsync();

        var (code, output, error) = await RunAsync("query", "commit.count", "--since", "2026-03-02", "--to", "2026-03-16", "--where", "repo:app");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Matches(@"2026-03-02 00:00Z\s+3\s+3", output);
        Assert.Contains("3 of 3 rows counted", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.NotFound, "There is no metric", "nothing.here")]
    [InlineData(ExitCodes.BadInput, "is no grain", "commit.count", "--grain", "decade")]
    [InlineData(ExitCodes.BadInput, "two starts", "commit.count", "--since", "2w", "--from", "2026-01-01")]
    [InlineData(ExitCodes.NotFound, "There is no team", "commit.count", "--where", "team:Lost")]
    public async Task Query_ThatCannotBeAnswered_SaysWhyWithAnExitCode(int code, string says, params string[] query)
    {
        var answer = await RunAsync(["query", .. query]);

        Assert.Equal(code, answer.Code);
        Assert.Empty(answer.Output);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerFile_OfARunningServer_IsPrivateAndGoesWithIt()
    {
        var path = Path.Combine(folder.Path, "server.json");
        await using (await ServeProcess.StartAsync(folder.Path))
            if (OperatingSystem.IsWindows())
                Assert.Skip("needs Unix permissions");
            else
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Query_AfterTheServerWasKilled_OpensTheFilesItself()
    {
        await PutCommitsAsync();
        await using (var server = await ServeProcess.StartAsync(folder.Path))
            await server.KillAsync();
        Assert.True(File.Exists(Path.Combine(folder.Path, "server.json")));

        var (code, output, _) = await RunAsync("query", "commit.count", "--from", "2026-03-02", "--to", "2026-03-09", "--format", "json");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(3, JsonDocument.Parse(output).RootElement.GetProperty("points")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Query_WhereTheAddressIsAnothersNow_DoesNotAskIt()
    {
        await using var other = await RunningServer.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "server.json"),
            JsonSerializer.Serialize(new ServerFile(other.Address.ToString(), "of another", Environment.ProcessId), JsonSerializerOptions.Web),
            TestContext.Current.CancellationToken);
        await PutCommitsAsync();

        var (code, output, _) = await RunAsync("query", "commit.count", "--from", "2026-03-02", "--to", "2026-03-09", "--format", "json");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(3, JsonDocument.Parse(output).RootElement.GetProperty("points")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Query_FilesHeldByAServerWithoutItsFile_SaysThatTheyAreInUse()
    {
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);

        Assert.Equal(ExitCodes.DataDirectoryInUse, (await RunAsync("query", "commit.count")).Code);
    }

    [Fact]
    public async Task Token_WrongOrMissing_OpensNothing()
    {
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);
        using var client = new HttpClient { BaseAddress = server.Address };
        var right = server.Get<HostToken>().Text;
        foreach (var (token, status) in ((string?, int)[])[(null, 401), ("", 401), (right[1..] + "x", 401), (right, 200)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/internal/check");
            if (token is not null)
                request.Headers.TryAddWithoutValidation("Authorization", HostToken.HeaderStart + token);

            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Import_WithoutAServerThenBesideOne_FindsNothingLeftToDo()
    {
        var file = Path.Combine(folder.Path, "people.csv");
        await File.WriteAllTextAsync(file, "name,mail,team\nAda,ada@example.org,Shop\nBob,bob@example.org,Shop\n", TestContext.Current.CancellationToken);

        var preview = await RunAsync("import", file, "--preview", "--format", "json");
        var alone = await RunAsync("import", file);
        var told = await RunAsync("import", file);
        await using var server = await ServeProcess.StartAsync(folder.Path);
        var beside = await RunAsync("import", file, "--format", "json");

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok, ExitCodes.Ok), (preview.Code, alone.Code, beside.Code));
        Assert.False(JsonDocument.Parse(preview.Output).RootElement.GetProperty("applied").GetBoolean());
        Assert.Contains("imported: ", alone.Error, StringComparison.Ordinal);
        Assert.Equal("nothing to change", told.Output.Trim());
        var again = JsonDocument.Parse(beside.Output).RootElement;
        Assert.Equal((0, 0), (again.GetProperty("added").GetInt32(), again.GetProperty("changed").GetInt32()));
        Assert.True(again.GetProperty("unchanged").GetInt32() > 0);
    }

    [Fact]
    public async Task Import_OfAFileThatCannotBeUsed_NamesThePlaceAndWritesNothing()
    {
        var file = Path.Combine(folder.Path, "people.csv");
        await File.WriteAllTextAsync(file, "name,mail,team,since\nAda,ada@example.org,Shop,yesterday\nBob,bob@example.org,Shop,never\n", TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync("import", file);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Empty(output);
        Assert.Contains("people.csv", error, StringComparison.Ordinal);
        Assert.Contains("people.csv:3:", error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotFound, (await RunAsync("import", file + ".no")).Code);
    }

    [Fact]
    public async Task Check_OfASoundDirectory_IsOkBesideAServerAndWithoutOne()
    {
        await PutCommitsAsync();

        var alone = await RunAsync("check");
        await using var server = await ServeProcess.StartAsync(folder.Path);
        var beside = await RunAsync("check");

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok), (alone.Code, beside.Code));
        Assert.Equal(alone.Output, beside.Output);
        Assert.Equal(["records", "facts", "journal", "audit", "metrics"], alone.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains("3 rows and 1 identities", alone.Output, StringComparison.Ordinal);
        Assert.Contains("asking the server", beside.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1", "audit_no_delete, audit_no_update is missing")]
    [InlineData("DELETE FROM audit WHERE \"Number\" > 2", "ends at record 2")]
    [InlineData("DELETE FROM audit", "ends at record 0")]
    public async Task Check_OfAnAuditLogThatSomebodyShortened_SaysSoAndFails(string statement, string says)
    {
        await using (var app = await Server.BuildAsync(new ServerOptions { DataFolder = folder.Path, Listens = false }, TestContext.Current.CancellationToken))
        {
            for (var number = 0; number < 5; number++)
                await app.Services.GetRequiredService<Audit>().RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), TestContext.Current.CancellationToken);
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync(statement, TestContext.Current.CancellationToken);
        }

        var (code, output, _) = await RunAsync("check");

        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.Contains(says, output.Split('\n').Single(line => line.Contains(" audit ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfABrokenPage_NamesItAndFails()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "metrics"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "metrics", "own.md"), "# nothing", TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync("check", "--format", "json");

        Assert.Equal(ExitCodes.CheckFailed, code);
        var metrics = JsonDocument.Parse(output).RootElement.GetProperty("findings").EnumerateArray().Single(finding => !finding.GetProperty("holds").GetBoolean());
        Assert.Equal("metrics", metrics.GetProperty("part").GetString());
        Assert.StartsWith("own.md:1:1:", metrics.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfNoDirectoryOrDamagedFacts_SaysSoWithAnExitCode()
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCodes.NotFound, await Verbs.RunAsync(["check", "--data", folder.Path + "-not"], output, output, TestContext.Current.CancellationToken));

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "facts.duckdb"), new string('x', 50_000), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.FactsFailed, (await RunAsync("check")).Code);
    }

    private async Task PutCommitsAsync()
    {
        await using var app = await Server.BuildAsync(new ServerOptions { DataFolder = folder.Path, Listens = false }, TestContext.Current.CancellationToken);
        var at = new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
        await app.Services.GetRequiredService<IFactStore>().WriteAsync(
            new FactBatch("1", "git").Upsert<CommitFact>([.. Enumerable.Range(0, 3).Select(i => new CommitFact
            {
                Repo = "app",
                Sha = $"{i:x40}",
                Subject = "A commit",
                Author = new Actor("mail", "ada@example.org", "Ada", ActorKind.Human),
                AuthorKind = ActorKind.Human,
                AuthoredAt = at,
                CommittedAt = at,
                IsMerge = false,
            })]),
            TestContext.Current.CancellationToken);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var code = await Verbs.RunAsync([.. arguments, "--data", folder.Path], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
