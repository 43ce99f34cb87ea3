using System.Globalization;
using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Cli;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Feedback.Friction;

/// <summary>What stands in developers' way, through the API and from the command line.</summary>
public sealed class FrictionTests(FrictionServer served) : IClassFixture<FrictionServer>
{
    [Fact]
    public async Task Report_WithTitleAndTool_BecomesAVoiceOfADeveloper()
    {
        var (status, answer) = await served.ReportAsync(new { text = "The build is slow\n\nTen minutes, since Monday.", tool = "Nobody's tool" });

        Assert.Equal(HttpStatusCode.Created, status);
        var voice = await served.VoiceAsync(answer.GetProperty("id").GetInt32());
        Assert.Equal(("The build is slow", "Ten minutes, since Monday."), (voice.Title, voice.Body));
        Assert.Equal((VoiceKind.Developer, VoiceChannel.Api, false), (voice.Kind, voice.Channel, voice.IsPublic));
    }

    [Fact]
    public async Task Report_OfSomebody_NamesThemToBeToldAndNowhereElse()
    {
        var (_, large) = await served.ReportAsync(new { text = "Of a large team" }, await served.KeyAsync("large-key", served.PersonOfLargeTeam), "my id");
        var (_, small) = await served.ReportAsync(new { text = "Of a small team" }, await served.KeyAsync("small-key", served.PersonOfSmallTeam));

        var voice = await served.VoiceAsync(large.GetProperty("id").GetInt32());
        Assert.Equal(served.LargeTeam, voice.TeamId);
        Assert.Equal(served.PersonOfLargeTeam, Assert.Single(await served.AskersAsync(voice.Id)).PersonId);
        Assert.Null(voice.ShownName);
        Assert.DoesNotContain("large-key", JsonSerializer.Serialize(voice), StringComparison.Ordinal);
        Assert.DoesNotContain("my id", JsonSerializer.Serialize(voice), StringComparison.Ordinal);
        var other = await served.VoiceAsync(small.GetProperty("id").GetInt32());
        Assert.Null(other.TeamId);
        Assert.Equal(served.PersonOfSmallTeam, Assert.Single(await served.AskersAsync(other.Id)).PersonId);
    }

    [Fact]
    public async Task Report_ByAnAccountWithoutAPerson_NamesTheAccountToBeTold()
    {
        var (_, answer) = await served.ReportAsync(new { text = "Of nobody in the directory" }, await served.KeyAsync("nobody-known"));

        var asker = Assert.Single(await served.AskersAsync(answer.GetProperty("id").GetInt32()));
        Assert.Null(asker.PersonId);
        Assert.Equal("nobody-known@example.org", await served.MailOfAsync(asker.AccountId!.Value));
    }

    [Fact]
    public async Task Report_SentTwice_CountsOnceAndAnotherTextIsAConflict()
    {
        var (first, taken) = await served.ReportAsync(new { text = "Twice" }, id: "one");
        var (second, again) = await served.ReportAsync(new { text = "Twice" }, id: "one");
        var (third, _) = await served.ReportAsync(new { text = "Thrice" }, id: "one");
        var (other, elsewhere) = await served.ReportAsync(new { text = "Twice" }, await served.KeyAsync("other-sender"), "one");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Created), (first, second, third, other));
        Assert.Equal(taken.GetProperty("id").GetInt32(), again.GetProperty("id").GetInt32());
        Assert.True(again.GetProperty("duplicate").GetBoolean());
        Assert.NotEqual(taken.GetProperty("id").GetInt32(), elsewhere.GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "no-text")]
    [InlineData(" \n\t ", HttpStatusCode.UnprocessableEntity, "no-text")]
    [InlineData(null, HttpStatusCode.UnprocessableEntity, "no-text")]
    public async Task Report_WithoutText_IsRefused(string? text, HttpStatusCode expected, string code)
    {
        var (status, problem) = await served.ReportAsync(new { text });

        Assert.Equal((expected, code), (status, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Report_Long_IsTakenUpToTenThousandCharacters()
    {
        Assert.Equal(HttpStatusCode.Created, (await served.ReportAsync(new { text = new string('x', 10_000) })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.ReportAsync(new { text = new string('x', 10_001) })).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await served.ReportAsync(new { text = new string('x', 1 << 20) })).Status);
    }

    [Fact]
    public async Task Report_TooOften_IsAskedToWaitAndNobodyElseIs()
    {
        var key = await served.KeyAsync("circle");
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 62; i++)
            answers.Add((await served.ReportAsync(new { text = "again" }, key, "same")).Status);

        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.Created, (await served.ReportAsync(new { text = "somebody else" }, await served.KeyAsync("calm"))).Status);
    }

    [Fact]
    public async Task Log_OfAReport_NamesTheKeyAndNotTheText()
    {
        await served.ReportAsync(new { text = "A secret complaint" }, await served.KeyAsync("logged"));

        await using var db = await served.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var records = await db.Set<AuditRecord>().Where(record => record.Action == "friction.report").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(records, record => record.Actor == "key:logged");
        Assert.DoesNotContain("A secret complaint", JsonSerializer.Serialize(records), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_FromADevelopersMachine_ReportsOnceADay()
    {
        Environment.SetEnvironmentVariable(FrictionVerb.KeyVariable, await served.KeyAsync("laptop"));
        var server = served.Server.Address.ToString();

        var (code, output, error) = await RunAsync("friction", "The", "linter", "hangs", "--server", server, "--format", "json");
        var (again, said, _) = await RunAsync("friction", "The linter hangs", "--server", server);

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok, ""), (code, again, error));
        var id = JsonDocument.Parse(output).RootElement.GetProperty("id").GetInt32();
        Assert.Equal($"Reported before, as {id.ToString(CultureInfo.InvariantCulture)}.", said.Trim());
        var voice = await served.VoiceAsync(id);
        Assert.Equal(("The linter hangs", VoiceChannel.Cli), (voice.Title, voice.Channel));
    }

    [Theory]
    [InlineData("friction", "text", "--server", "not an address")]
    [InlineData("friction", "text", "--server", "ftp://example.org")]
    public async Task Verb_WithABadServer_SaysSo(params string[] args)
    {
        var (code, _, error) = await RunAsync(args);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("https://", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_OnADataDirectory_NeedsNoKey()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(ExitCodes.Ok, (await RunAsync("friction", "Here", "--data", folder.Path)).Code);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Verbs.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
