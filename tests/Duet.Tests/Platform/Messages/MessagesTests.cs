using System.Net;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Platform.Messages;

/// <summary>Mails and Slack messages of the whole server, to receivers on loopback.</summary>
public sealed class MessagesTests(MessagesServer served) : IClassFixture<MessagesServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Sending Messages => served.Sending;

    [Fact]
    public async Task Mail_Queued_ArrivesWithWhatItShouldAndLeavesNoText()
    {
        await using var receiver = new SmtpReceiver();
        await served.UseAsync(receiver);

        await Messages.QueueAsync(new OutgoingMail(
            "Grace@example.org", "Grüße\r\nBcc: all@example.org", "Ein Text.\r\n.\r\nMit Punkt.", "https://duet.example.org/portal/stop/x", "telling"), Stop);
        await served.PumpAsync();

        var mail = Assert.Single(receiver.Mails);
        Assert.Equal(["Grace@example.org"], mail.To);
        Assert.Equal("duet@example.org", mail.From);
        Assert.Equal("Grüße Bcc: all@example.org", mail.Message.Subject);
        Assert.Empty(mail.Message.Bcc);
        Assert.Equal("Ein Text.\n.\nMit Punkt.", mail.Text.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("auto-generated", mail.Message.Headers["Auto-Submitted"]);
        Assert.Equal("All", mail.Message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("<https://duet.example.org/portal/stop/x>", mail.Message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Message.Headers["List-Unsubscribe-Post"]);
        var kept = await served.LastAsync();
        Assert.Equal((OutgoingState.Sent, "", null), (kept.State, kept.Text, kept.StopAddress));
    }

    [Fact]
    public async Task Mail_RefusedForNow_IsTriedAgainAndArrivesOnce()
    {
        await using var receiver = new SmtpReceiver { Refuse = _ => "450 later" };
        await served.UseAsync(receiver);

        await Messages.QueueAsync(new OutgoingMail("grace@example.org", "Hello", "Text"), Stop);
        await served.PumpAsync();
        receiver.Refuse = _ => null;
        await served.PumpAsync();
        Assert.Empty(receiver.Mails);
        served.Clock.Advance(TimeSpan.FromMinutes(1));
        await served.PumpAsync();
        await served.PumpAsync();

        Assert.Single(receiver.Mails);
        Assert.Equal((OutgoingState.Sent, 2), ((await served.LastAsync()).State, (await served.LastAsync()).Tries));
    }

    [Fact]
    public async Task Mail_NobodyEverTakes_IsGivenUpAfterFifteenHours()
    {
        await using var receiver = new SmtpReceiver { Refuse = _ => "450 later" };
        await served.UseAsync(receiver);
        await Messages.QueueAsync(new OutgoingMail("grace@example.org", "Hello", "Text"), Stop);

        for (var halfHours = 0; halfHours < 32; halfHours++)
        {
            await served.PumpAsync();
            served.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        var kept = await served.LastAsync();
        Assert.Equal((OutgoingState.Failed, "", 6), (kept.State, kept.Text, kept.Tries));
    }

    [Theory]
    [InlineData("gone@example.org")]
    [InlineData("not an address")]
    [InlineData("grace@example.org\r\nBcc: all@example.org")]
    public async Task Mail_ThatCannotArrive_IsRefusedAtOnce(string to)
    {
        await using var receiver = new SmtpReceiver { Refuse = address => address == "gone@example.org" ? "550 no such person" : null };
        await served.UseAsync(receiver);

        Assert.Equal(SendOutcome.Refused, await Messages.SendNowAsync(new OutgoingMail(to, "Hello", "Text"), Stop));
        Assert.Empty(receiver.Mails);
    }

    [Fact]
    public async Task SendNow_AnyMail_WritesNothing()
    {
        await using var receiver = new SmtpReceiver();
        await served.UseAsync(receiver);
        var before = await served.CountAsync();

        Assert.Equal(SendOutcome.Accepted, await Messages.SendNowAsync(new OutgoingMail("grace@example.org", "A survey", "Code"), Stop));

        Assert.Equal("Code", Assert.Single(receiver.Mails).Text.TrimEnd());
        Assert.Equal(before, await served.CountAsync());
    }

    [Fact]
    public async Task Mail_WithSignIn_NeedsTheRightSecret()
    {
        await using var receiver = new SmtpReceiver { Login = "duet:right" };
        await served.UseAsync(receiver, user: "duet", secret: "wrong");
        Assert.Equal(SendOutcome.Later, await Messages.SendNowAsync(new OutgoingMail("grace@example.org", "Hello", "Text"), Stop));

        await served.UseAsync(receiver, user: "duet", secret: "right");
        Assert.Equal(SendOutcome.Accepted, await Messages.SendNowAsync(new OutgoingMail("grace@example.org", "Hello", "Text"), Stop));
    }

    [Fact]
    public async Task Mail_ToAServerWithoutTheEncryptionAskedFor_SaysNothingToIt()
    {
        await using var receiver = new SmtpReceiver { Login = "duet:right" };
        await served.UseAsync(receiver, MailSecurity.StartTls, "duet", "right");

        Assert.Equal(SendOutcome.Later, await Messages.SendNowAsync(new OutgoingMail("grace@example.org", "Hello", "Text"), Stop));
        Assert.DoesNotContain(receiver.Said, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slack_Channel_GetsTextAsWritten()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await served.UseAsync(slack);

        Assert.Equal(SendOutcome.Accepted, await Messages.SlackAsync(
            new SlackMessage(null, "<!channel> & you", [.. Enumerable.Repeat(new string('<', 5_000), 60)]), Stop));

        var payload = Assert.Single(slack.Payloads);
        Assert.Equal("&lt;!channel&gt; &amp; you", payload.GetProperty("text").GetString());
        Assert.Equal(50, payload.GetProperty("blocks").GetArrayLength());
        Assert.False(payload.TryGetProperty("channel", out _));
    }

    [Fact]
    public async Task Slack_Person_IsFoundByMailOrRefused()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await served.UseAsync(slack);

        Assert.Equal(SendOutcome.Accepted, await Messages.SlackAsync(new SlackMessage("grace@example.org", "Hello", []), Stop));
        Assert.Equal("U1", Assert.Single(slack.Payloads).GetProperty("channel").GetString());
        Assert.Equal(SendOutcome.Refused, await Messages.SlackAsync(new SlackMessage("nobody@example.org", "Hello", []), Stop));
    }

    [Fact]
    public async Task Slack_BusyOnce_IsAskedAgainAndBusyTwiceLater()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await served.UseAsync(slack);

        slack.BeBusy(1);
        Assert.Equal(SendOutcome.Accepted, await Messages.SlackAsync(new SlackMessage(null, "Hello", []), Stop));
        slack.BeBusy(2);
        Assert.Equal(SendOutcome.Later, await Messages.SlackAsync(new SlackMessage(null, "Hello", []), Stop));
        Assert.Single(slack.Payloads);
    }

    [Fact]
    public async Task Slack_NoticeNotTakenForAWhile_ArrivesOnceAndNotBeforeItMay()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await served.UseAsync(slack);
        slack.Fail(StatusCodes.Status503ServiceUnavailable);
        slack.Fail(StatusCodes.Status429TooManyRequests, "600");
        await served.QueueAsync(new SlackMessage(null, "It is there", ["Look & send", "at https://duet.example.org/loop"]));

        await served.PumpAsync();
        served.Clock.Advance(TimeSpan.FromMinutes(1));
        await served.PumpAsync();
        Assert.Equal(2, slack.Requests);
        // Due, but Slack asked for ten minutes.
        served.Clock.Advance(TimeSpan.FromMinutes(5));
        await served.PumpAsync();
        Assert.Equal((2, OutgoingState.Waiting), (slack.Requests, (await served.LastAsync()).State));
        served.Clock.Advance(TimeSpan.FromMinutes(30));
        await served.PumpAsync();
        await served.PumpAsync();

        var payload = Assert.Single(slack.Payloads);
        Assert.Equal("It is there", payload.GetProperty("text").GetString());
        Assert.Equal(["Look &amp; send", "at https://duet.example.org/loop"], payload.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("text").GetProperty("text").GetString()));
        var kept = await served.LastAsync();
        Assert.Equal((OutgoingState.Sent, OutgoingWay.Slack, ""), (kept.State, kept.Way, kept.Text));
    }

    [Fact]
    public async Task Slack_NoticeForAChannelThatIsGone_IsGivenUpAndTheNextOneIsSent()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await served.UseAsync(slack);
        slack.Fail(StatusCodes.Status410Gone);
        await served.QueueAsync(new SlackMessage(null, "Archived", []));
        served.Clock.Advance(TimeSpan.FromMinutes(1));

        await served.PumpAsync();
        Assert.Equal(OutgoingState.Failed, (await served.LastAsync()).State);
        await served.QueueAsync(new SlackMessage(null, "There again", []));
        served.Clock.Advance(TimeSpan.FromMinutes(1));
        await served.PumpAsync();

        Assert.Equal("There again", Assert.Single(slack.Payloads).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Page_Trial_ReachesBothAndShowsNoSecret()
    {
        await using var receiver = new SmtpReceiver { Login = "duet:right" };
        await using var slack = await SlackReceiver.StartAsync();
        using var owner = await served.Server.BrowseAsOwnerAsync();

        await owner.SubmitAsync("/settings/messages", "mail", ("Input.Host", "127.0.0.1"), ("Input.Port", $"{receiver.Port}"), ("Input.Security", "None"),
            ("Input.User", "duet"), ("Input.Secret", "right"), ("Input.From", "duet@example.org"), ("Input.FromName", "Duet"));
        await owner.SubmitAsync("/settings/messages", "slack", ("Input.Webhook", slack.Webhook.AbsoluteUri), ("Input.Token", SlackReceiver.Token), ("Input.Api", slack.Api.AbsoluteUri));
        // An empty secret leaves the one that is kept.
        await owner.SubmitAsync("/settings/messages", "slack", ("Input.Webhook", ""), ("Input.Token", ""), ("Input.Api", slack.Api.AbsoluteUri));
        var mailed = await owner.SubmitAsync("/settings/messages", "trial", ("Trial.To", "grace@example.org"));
        var channel = await owner.SubmitAsync("/settings/messages", "slack-trial", ("Trial.To", ""));
        var person = await owner.SubmitAsync("/settings/messages", "slack-trial", ("Trial.To", "grace@example.org"));

        Assert.All([mailed, channel, person], answer => Assert.Contains("role=\"status\"", answer.Body, StringComparison.Ordinal));
        Assert.Single(receiver.Mails);
        Assert.Equal(2, slack.Payloads.Count);
        Assert.DoesNotContain(SlackReceiver.Token, person.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/services/T0", person.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"right\"", person.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("right", await served.RecordsTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail", "Input.Host", "no host")]
    [InlineData("mail", "Input.Port", "70000")]
    [InlineData("mail", "Input.From", "Duet <duet@example.org>")]
    [InlineData("slack", "Input.Webhook", "http://hooks.slack.com/services/x")]
    [InlineData("slack", "Input.Webhook", "file:///etc/passwd")]
    [InlineData("slack", "Input.Token", "xoxb 1\r\nX: y")]
    public async Task Page_WithABadField_SaysWhy(string form, string field, string value)
    {
        using var owner = await served.Server.BrowseAsOwnerAsync();
        (string Name, string Value)[] good = form == "mail"
            ? [("Input.Host", "mail.example.org"), ("Input.Port", "587"), ("Input.Security", "StartTls"), ("Input.From", "duet@example.org")]
            : [("Input.Token", "xoxb-1"), ("Input.Api", "https://slack.com/api/")];

        var answer = await owner.SubmitAsync("/settings/messages", form, [.. good.Where(entered => entered.Name != field), (field, value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
    }
}

/// <summary>One server for all of the above, whose pump the tests move themselves.</summary>
public sealed class MessagesServer : IAsyncLifetime
{
    private Slack? slack;

    internal RunningServer Server { get; private set; } = null!;
    // So far ahead that the server's own pump finds nothing due.
    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2050, 3, 2, 9, 0, 0, TimeSpan.Zero));

    internal Sending Sending => new(Server.Get<MailServers>(), Server.Get<Smtp>(), Outbox, Server.Get<SlackWorkspaces>(), Server.Get<Slack>());

    private Outbox Outbox => new(
        Server.Get<IDbContextFactory<AppDb>>(), Server.Get<MailServers>(), Server.Get<Smtp>(), Server.Get<SlackWorkspaces>(), slack ??= new Slack(Clock), Clock);

    public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync()
    {
        slack?.Dispose();
        return Server.DisposeAsync();
    }

    internal Task UseAsync(SmtpReceiver receiver, MailSecurity security = MailSecurity.None, string? user = null, string? secret = null) =>
        Server.Get<MailServers>().SaveAsync(
            new MailServer { Host = "127.0.0.1", Port = receiver.Port, Security = security, User = user, Secret = secret, From = "duet@example.org", FromName = "Duet" },
            TestContext.Current.CancellationToken);

    internal Task UseAsync(SlackReceiver slack)
    {
        // What Slack asked for in an earlier test is over: else the first message here would wait for a clock that stands still.
        Clock.Advance(TimeSpan.FromHours(1));
        return Server.Get<SlackWorkspaces>().SaveAsync(new SlackWorkspace(slack.Webhook, SlackReceiver.Token, slack.Api), TestContext.Current.CancellationToken);
    }

    internal async Task QueueAsync(SlackMessage message)
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Sending.Queue(db, message, "telling");
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    internal Task PumpAsync() => Outbox.SendDueAsync(TestContext.Current.CancellationToken);

    internal async Task<OutgoingMessage> LastAsync()
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Set<OutgoingMessage>().OrderByDescending(message => message.Id).FirstAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<int> CountAsync()
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Set<OutgoingMessage>().CountAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<string> RecordsTextAsync()
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var mail = await db.Set<MailRow>().SingleAsync(TestContext.Current.CancellationToken);
        var slack = await db.Set<SlackRow>().SingleAsync(TestContext.Current.CancellationToken);
        return $"{mail.ProtectedSecret} {slack.ProtectedToken} {slack.ProtectedWebhook}";
    }
}
