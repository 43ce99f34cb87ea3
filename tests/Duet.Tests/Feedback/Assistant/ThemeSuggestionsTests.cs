using System.Globalization;
using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Assistant;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Feedback.Assistant;

/// <summary>What goes to a language model and what is believed of its answers, with a real server on loopback.</summary>
public sealed class ThemeSuggestionsTests : IClassFixture<SqliteVoiceRecords>, IAsyncLifetime
{
    private static readonly VoiceReach Everything = new(true, [], true);

    private readonly SqliteVoiceRecords records;
    private readonly Assistants assistants;
    private readonly AssistantClient client = new(TimeSpan.FromSeconds(20));
    private ChatReceiver receiver = null!;

    public ThemeSuggestionsTests(SqliteVoiceRecords records)
    {
        this.records = records;
        assistants = new Assistants(records.Records, new EphemeralDataProtectionProvider(), records.Get<Audit>());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        receiver = await ChatReceiver.StartAsync();
        await using var db = records.Records.CreateDbContext();
        await db.Set<Voice>().ExecuteDeleteAsync(Stop);
        await db.Set<AssistantRow>().ExecuteDeleteAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Ask_WhileItIsOff_SendsNothing()
    {
        await records.TakeAsync("Exports stop");

        Assert.Null(await Suggestions().OfferAsync(Everything, Stop));
        Assert.Equal("off", (await AskAsync()).Problem);
        await SaveAsync(isOn: false);
        Assert.Null(await Suggestions().OfferAsync(Everything, Stop));
        Assert.Equal("off", (await AskAsync()).Problem);

        Assert.Empty(receiver.Questions);
    }

    [Fact]
    public async Task Ask_WhenItIsOn_SendsTextsOfUsersAndCustomersAndNoOthers()
    {
        await SaveAsync();
        await records.TakeAsync("Export stops", "Export stops. Write to jana@fjord.example, @jana, https://fjord.example/x\u200b", kind: VoiceKind.Customer, change: said => said with { Account = "Fjord", WriterMail = "asker@fjord.example", ShownName = "Jana Sund" });
        await records.TakeAsync("Search forgets", new string('x', 5_000), kind: VoiceKind.User);
        foreach (var kind in new[] { VoiceKind.Developer, VoiceKind.Pm, VoiceKind.Stakeholder })
            await records.TakeAsync($"Secret of {kind}", kind: kind);
        await records.TakeAsync("Secret of a survey", kind: VoiceKind.User, change: said => said with { Channel = VoiceChannel.Survey });
        var sorted = await records.TakeAsync("Secret that is sorted", kind: VoiceKind.User);
        var theme = await records.AddAsync(new Theme { Name = $"Known {sorted}", Key = $"known {sorted}" });
        await records.AddAsync(new VoiceTheme { VoiceId = sorted, ThemeId = theme.Id });

        Assert.Equal(2, (await Suggestions().OfferAsync(Everything, Stop))!.Voices);
        await AskAsync();

        var (body, key) = Assert.Single(receiver.Questions);
        Assert.Equal("Bearer sk-test", key);
        Assert.DoesNotContain("Secret", body, StringComparison.Ordinal);
        Assert.All(new[] { "jana@", "asker@", "@jana", "https://fjord", "Fjord", "Jana Sund", "sk-test" }, word => Assert.DoesNotContain(word, body, StringComparison.Ordinal));
        var texts = ChatReceiver.TextsOf(body);
        Assert.Contains("Export stops. Write to [mail], [handle], [link]", texts);
        Assert.All(texts, text => Assert.True(text.Length <= 500));
        Assert.Contains($"Known {sorted}", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kinds_WidenedInTheDatabase_AreNotSentAllTheSame()
    {
        await SaveAsync();
        await records.TakeAsync("Of a colleague", kind: VoiceKind.Developer);
        await using (var db = records.Records.CreateDbContext())
        {
            (await db.Set<AssistantRow>().SingleAsync(Stop)).Kinds = [.. Enum.GetValues<VoiceKind>()];
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal("nothing", (await AskAsync()).Problem);
        Assert.Empty(receiver.Questions);
    }

    [Fact]
    public async Task Answer_WithThemes_GivesVoicesOnceAndOnlyThoseThatWereAsked()
    {
        await SaveAsync();
        for (var at = 0; at < 8; at++)
            await records.TakeAsync(string.Create(CultureInfo.InvariantCulture, $"Text {at}"), kind: VoiceKind.User);
        receiver.Answer = (context, _) => ChatReceiver.SayAsync(context,
            """{"themes":[{"name":" Ex\u202eports\n<b>","texts":[1,2,3,3,99,0,-4]},{"name":"Again","texts":[1,2,3,4]},{"name":"","texts":[5,6,7]},{"name":"Rest","texts":[5,6,7]},{"texts":null}]}""");

        var (themes, problem) = await AskAsync();

        Assert.Null(problem);
        Assert.Equal(["Exports <b>", "Rest"], themes.Select(theme => theme.Words[0]));
        Assert.Equal([3, 3], themes.Select(theme => theme.Voices.Count));
        Assert.Equal(6, themes.SelectMany(theme => theme.Voices).Distinct().Count());
        // A suggestion is no theme: nothing was given.
        Assert.DoesNotContain(await records.AllAsync<VoiceTheme>(), given => themes.SelectMany(theme => theme.Voices).Contains(given.VoiceId));
    }

    [Theory]
    [InlineData("status", "refused")]
    [InlineData("redirect", "refused")]
    [InlineData("no json", "unreadable")]
    [InlineData("no themes", "unreadable")]
    [InlineData("long", "too-long")]
    [InlineData("never", "timeout")]
    public async Task Answer_ThatIsNone_IsSaidAndNothingMore(string kind, string problem)
    {
        await SaveAsync();
        await records.TakeAsync("Text", kind: VoiceKind.User);
        using var impatient = new AssistantClient(TimeSpan.FromSeconds(kind == "never" ? 1 : 20));
        using var gone = new CancellationTokenSource();
        receiver.Answer = async (context, _) =>
        {
            switch (kind)
            {
                case "status":
                    context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                    break;
                case "redirect":
                    context.Response.Redirect("/v1/chat/completions", permanent: false, preserveMethod: true);
                    break;
                case "no json":
                    await context.Response.WriteAsync("<html>");
                    break;
                case "no themes":
                    await ChatReceiver.SayAsync(context, "I would rather not.");
                    break;
                case "long":
                    await ChatReceiver.SayAsync(context, new string('x', 2 << 20));
                    break;
                default:
                    await Task.Delay(Timeout.Infinite, gone.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                    break;
            }
        };

        var (themes, why) = await new ThemeSuggestions(records.Records, records.Get<VoiceLists>(), assistants, impatient, records.Get<Audit>()).AskAsync(Everything, Caller.Host, Stop);
        await gone.CancelAsync();

        Assert.Empty(themes);
        Assert.Equal(problem, why);
        Assert.True(receiver.Questions.Count <= 1, "Nobody is followed elsewhere, and nothing is asked twice.");
    }

    [Fact]
    public async Task Ask_WhereNobodyListens_SaysSo()
    {
        await SaveAsync();
        await records.TakeAsync("Text", kind: VoiceKind.User);
        await receiver.DisposeAsync();

        Assert.Equal("unreachable", (await AskAsync()).Problem);
        receiver = await ChatReceiver.StartAsync();
    }

    [Theory]
    [InlineData("http://models.example.org/v1")]
    [InlineData("http://10.0.0.7/v1")]
    [InlineData("ftp://127.0.0.1/v1")]
    [InlineData("https://user:secret@models.example.org/v1")]
    [InlineData("https://models.example.org/v1?key=secret")]
    [InlineData("models")]
    [InlineData("")]
    public async Task Address_ThatWordsMayNotGoTo_IsRefused(string endpoint) =>
        Assert.Equal("endpoint", await assistants.SaveAsync(new AssistantSettings(endpoint, "m", [VoiceKind.User], true), "", Caller.Host, Stop));

    [Fact]
    public async Task Address_OfTheMachineThatHandsOutKeys_IsNotReached()
    {
        Assert.Null(await assistants.SaveAsync(new AssistantSettings("https://169.254.169.254/v1", "m", [VoiceKind.User], true), "", Caller.Host, Stop));
        await records.TakeAsync("Text", kind: VoiceKind.User);

        Assert.Equal("unreachable", (await AskAsync()).Problem);
    }

    [Fact]
    public async Task Key_IsKeptProtectedAndDoesNotFollowToAnotherAddress()
    {
        await SaveAsync();
        Assert.Equal("kinds", await assistants.SaveAsync(new AssistantSettings(receiver.Endpoint, "m", [VoiceKind.Developer], true), "", Caller.Host, Stop));
        Assert.DoesNotContain("sk-test", (await assistants.ReadAsync(Stop))!.ProtectedKey!, StringComparison.Ordinal);

        await assistants.SaveAsync(new AssistantSettings(receiver.Endpoint, "other model", [VoiceKind.User], true), "", Caller.Host, Stop);
        Assert.Equal("sk-test", assistants.KeyOf((await assistants.ReadAsync(Stop))!));
        await assistants.SaveAsync(new AssistantSettings("https://models.example.org/v1", "m", [VoiceKind.User], true), "", Caller.Host, Stop);
        Assert.Null((await assistants.ReadAsync(Stop))!.ProtectedKey);
        Assert.DoesNotContain(await records.AllAsync<AuditRecord>(), row => $"{row.Before}{row.After}".Contains("sk-test", StringComparison.Ordinal));
    }

    private ThemeSuggestions Suggestions() => new(records.Records, records.Get<VoiceLists>(), assistants, client, records.Get<Audit>());

    private Task<(IReadOnlyList<Duet.Feedback.Themes.VoiceCluster> Themes, string? Problem)> AskAsync() => Suggestions().AskAsync(Everything, Caller.Host, Stop);

    private async Task SaveAsync(bool isOn = true) =>
        Assert.Null(await assistants.SaveAsync(new AssistantSettings(receiver.Endpoint, "small", [VoiceKind.User, VoiceKind.Customer], isOn), "sk-test", Caller.Host, Stop));
}
