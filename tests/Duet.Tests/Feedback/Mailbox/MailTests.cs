using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Duet.Access;
using Duet.Feedback.Mailbox;
using Duet.Feedback.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Tests.Sources.Doors;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Feedback.Mailbox;

/// <summary>Mails that come in, over HTTP and out of a mailbox.</summary>
public sealed class MailTests(MailServed served) : IClassFixture<MailServed>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_OfAPerson_BecomesAVoiceAndNamesWhomToTell()
    {
        var (status, answer) = await served.SendAsync(Mail("grace@example.org", "AW: Re: Export is slow", "Ten minutes.\n\n> I said so\nstill\n\nOn Monday Ada wrote:\n> hello\n\n-- \nGrace"));

        Assert.Equal((HttpStatusCode.Created, "taken"), (status, answer.GetProperty("outcome").GetString()));
        var voice = await served.VoiceAsync(answer.GetProperty("id").GetInt32());
        Assert.Equal(("Export is slow", "Ten minutes.\n\n> I said so\nstill"), (voice.Title, voice.Body));
        Assert.Equal((VoiceKind.User, VoiceChannel.Mail, null), (voice.Kind, voice.Channel, voice.ShownName));
        var asker = Assert.Single(await served.AskersAsync(voice.Id));
        Assert.Equal(("grace@example.org", true), (asker.Mail, asker.IsConfirmed));
        Assert.DoesNotContain("grace", JsonSerializer.Serialize(voice), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mail_SentAgain_CountsOnce()
    {
        var mail = Mail("again@example.org", "Twice", "Text", "Message-ID: <one@laptop>");

        var (_, first) = await served.SendAsync(mail);
        var (status, again) = await served.SendAsync(mail);

        Assert.Equal((HttpStatusCode.OK, "duplicate"), (status, again.GetProperty("outcome").GetString()));
        Assert.Equal(first.GetProperty("id").GetInt32(), again.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Mail_WithMarkupAndAttachment_KeepsTheTextOnly()
    {
        var (_, answer) = await served.SendAsync("""
            From: html@example.org
            Subject: Markup
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/html

            <style>p{}</style><p>First &amp; <b>best</b></p><script>alert(1)</script><p>Second</p><img src="https://example.org/t.png">
            --x
            Content-Type: image/svg+xml; name=evil.svg
            Content-Disposition: attachment; filename=evil.svg

            <svg onload="alert(1)"/>
            --x--
            """);

        var voice = await served.VoiceAsync(answer.GetProperty("id").GetInt32());
        Assert.Equal("First & best\nSecond\n\n[attachments that were not kept: 1]", voice.Body);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Return-Path: <>")]
    [InlineData("List-Id: <news.example.org>")]
    [InlineData("Precedence: bulk")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("Message-ID: <abc@duet.sender.example>")]
    public async Task Mail_OfAMachine_IsIgnored(string header)
    {
        var (status, answer) = await served.SendAsync(Mail("machine@example.org", "I am away", "Until Monday", header));

        Assert.Equal((HttpStatusCode.OK, "ignored"), (status, answer.GetProperty("outcome").GetString()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
    }

    [Fact]
    public async Task Mail_OfOurOwnAddress_IsIgnored() =>
        Assert.Equal("ignored", (await served.SendAsync(Mail("Duet@sender.example", "Loop", "Text"))).Body.GetProperty("outcome").GetString());

    [Fact]
    public async Task Mails_SentByTheServerItself_AreKnownWhenTheyComeBack()
    {
        await using var receiver = new Duet.Tests.Platform.Messages.SmtpReceiver();
        await served.UseAsync(receiver.Port);
        await served.Bench.Server.Get<IMessages>().SendNowAsync(new OutgoingMail("grace@example.org", "Told", "It is there."), Stop);

        using var raw = new MemoryStream();
        await Assert.Single(receiver.Mails).Message.WriteToAsync(raw, Stop);
        Assert.Equal("ignored", (await served.SendAsync(Encoding.UTF8.GetString(raw.ToArray()).Replace("duet@sender.example", "other@example.org", StringComparison.Ordinal))).Body.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Mails_TooManyOfOneAddress_AreIgnored()
    {
        List<string?> outcomes = [];
        for (var i = 0; i < 22; i++)
            outcomes.Add((await served.SendAsync(Mail("flood@example.org", $"Number {i}", "Text"))).Body.GetProperty("outcome").GetString());

        Assert.Equal((20, 2), (outcomes.Count(outcome => outcome == "taken"), outcomes.Count(outcome => outcome == "ignored")));
    }

    [Fact]
    public async Task Report_ThatAMailDidNotArrive_TakesTheTellingBack()
    {
        var (_, answer) = await served.SendAsync(Mail("gone@example.org", "Gone soon", "Text"));
        var id = answer.GetProperty("id").GetInt32();
        await served.TellAsync(id);

        Assert.Equal("noted", (await served.SendAsync(Bounce("gone@example.org", "failed"))).Body.GetProperty("outcome").GetString());

        var asker = Assert.Single(await served.AskersAsync(id));
        Assert.Null(asker.ToldAt);
        Assert.NotNull(asker.BouncedAt);
        Assert.Equal("ignored", (await served.SendAsync(Bounce("nobody@example.org", "failed"))).Body.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Report_ThatAMailIsLate_ChangesNothing()
    {
        var (_, answer) = await served.SendAsync(Mail("late@example.org", "Late", "Text"));
        await served.TellAsync(answer.GetProperty("id").GetInt32());

        Assert.Equal("ignored", (await served.SendAsync(Bounce("late@example.org", "delayed"))).Body.GetProperty("outcome").GetString());
        Assert.NotNull(Assert.Single(await served.AskersAsync(answer.GetProperty("id").GetInt32())).ToldAt);
    }

    [Theory]
    [InlineData("", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("From: a@example.org\n\n", "message/rfc822", HttpStatusCode.UnprocessableEntity)]
    public async Task Request_ThatIsNone_IsRefused(string body, string type, HttpStatusCode expected) => Assert.Equal(expected, (await served.SendAsync(body, type)).Status);

    [Fact]
    public async Task Request_TooLarge_IsRefused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await served.SendAsync(Mail("large@example.org", "Large", new string('x', 6 << 20)))).Status);

    [Fact]
    public async Task Mailbox_Read_TakesWhatCameSinceAndChangesNothing()
    {
        await using var mailbox = new ImapReceiver();
        mailbox.Add(Mail("before@example.org", "There before", "Text"));
        using var owner = await served.Bench.Server.BrowseAsOwnerAsync();
        var saved = await owner.SubmitAsync("/feedback/mailbox", "mailbox", ("Input.Host", "127.0.0.1"), ("Input.Port", $"{mailbox.Port}"),
            ("Input.User", ImapReceiver.User), ("Input.Secret", ImapReceiver.Secret), ("Input.Folder", "INBOX"), ("Input.Board", ""));
        Assert.Contains("role=\"status\"", saved.Body, StringComparison.Ordinal);
        var reader = served.Bench.Server.Get<MailboxReader>();

        await reader.LookAsync(Stop);
        mailbox.Add(Mail("imap@example.org", "Out of the mailbox", "Text"));
        mailbox.Add(Mail("imap@example.org", "I am away", "Text", "Auto-Submitted: auto-replied"));
        await reader.LookAsync(Stop);
        Assert.Equal((1, null), (reader.Last!.Taken, reader.Last.Problem));
        await reader.LookAsync(Stop);
        Assert.Equal(0, reader.Last!.Taken);

        Assert.Equal(["Out of the mailbox"], await served.TitlesOfAsync("imap@example.org"));
        Assert.Empty(await served.TitlesOfAsync("before@example.org"));
        Assert.DoesNotContain(mailbox.Said, said => said.Contains("STORE", StringComparison.Ordinal) || said.StartsWith("SELECT", StringComparison.Ordinal));

        // Another counting of the same mails: none of them comes twice.
        mailbox.Validity++;
        await reader.LookAsync(Stop);
        Assert.Single(await served.TitlesOfAsync("imap@example.org"));
    }

    [Fact]
    public async Task Mailbox_WithAWrongPassword_SaysSo()
    {
        await using var mailbox = new ImapReceiver();
        await served.Bench.Server.Get<Mailboxes>().SaveAsync(new MailboxSettings("127.0.0.1", mailbox.Port, "somebody", "INBOX", null), "wrong", Caller.Host, Stop);
        var reader = served.Bench.Server.Get<MailboxReader>();

        await reader.LookAsync(Stop);

        Assert.Equal("SignIn", reader.Last!.Problem);
    }

    private static string Mail(string from, string subject, string text, string? header = null) => $"""
        From: {from}
        To: feedback@example.org
        Subject: {subject}
        {header ?? $"Message-ID: <{Guid.NewGuid()}@laptop>"}

        {text}
        """.ReplaceLineEndings("\r\n");

    private static string Bounce(string to, string action) => $"""
        From: MAILER-DAEMON@example.org
        To: duet@sender.example
        Subject: Undelivered Mail Returned to Sender
        Return-Path: <>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=x

        --x
        Content-Type: text/plain

        It did not work.
        --x
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org

        Final-Recipient: rfc822; {to}
        Action: {action}
        Status: 5.1.1
        --x--
        """.ReplaceLineEndings("\r\n");
}

/// <summary>One server for all of the above, whose mails go out as <c>duet@sender.example</c>.</summary>
public sealed class MailServed : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HttpClient client = null!;
    private string key = null!;

    internal DoorBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bench = await DoorBench.StartAsync();
        client = new HttpClient { BaseAddress = Bench.Server.Address };
        key = await DoorBench.AddKeyAsync(Bench.Server, "mail", Scopes.FeedbackWrite);
        await UseAsync(25);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Bench.DisposeAsync();
    }

    internal Task UseAsync(int port) => Bench.Server.Get<MailServers>().SaveAsync(
        new MailServer { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, From = "duet@sender.example", FromName = "Duet" }, Stop);

    internal async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string mail, string type = "message/rfc822")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/feedback/mail") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Stop);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    internal async Task<Voice> VoiceAsync(int id)
    {
        await using var db = await OpenAsync();
        return await db.Set<Voice>().AsNoTracking().SingleAsync(voice => voice.Id == id, Stop);
    }

    internal async Task<IReadOnlyList<Asker>> AskersAsync(int voice)
    {
        await using var db = await OpenAsync();
        return await db.Set<Asker>().AsNoTracking().Where(asker => asker.VoiceId == voice).ToListAsync(Stop);
    }

    internal async Task<IReadOnlyList<string>> TitlesOfAsync(string mail)
    {
        await using var db = await OpenAsync();
        return await db.Set<Asker>().Where(asker => asker.Mail == mail).Join(db.Set<Voice>(), asker => asker.VoiceId, voice => voice.Id, (_, voice) => voice.Title).ToListAsync(Stop);
    }

    internal async Task TellAsync(int voice)
    {
        await using var db = await OpenAsync();
        var now = TimeProvider.System.GetUtcNow();
        await db.Set<Asker>().Where(asker => asker.VoiceId == voice).ExecuteUpdateAsync(asker => asker.SetProperty(row => row.ToldAt, now), Stop);
    }

    private Task<AppDb> OpenAsync() => Bench.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
}
