using System.Text.Json;
using System.Text.RegularExpressions;
using Duet.Platform.Messages;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Tests.Platform.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Surveys;

/// <summary>Invitations and reminders as they arrive: by SMTP and as Slack takes them, also where both are busy.</summary>
public sealed partial class InvitationPostTests(InvitationPostTests.PostingServer surveys) : IClassFixture<InvitationPostTests.PostingServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitations_AndReminders_ReachEverybodyOnceThoughServersAreBusy()
    {
        await surveys.StartAsync();
        await using var mails = new SmtpReceiver();
        await using var slack = await SlackReceiver.StartAsync();
        await surveys.Server.Get<MailServers>().SaveAsync(
            new MailServer { Host = "127.0.0.1", Port = mails.Port, Security = MailSecurity.None, From = "duet@example.org", FromName = "Duet" }, Stop);
        await surveys.Server.Get<SlackWorkspaces>().SaveAsync(new SlackWorkspace(null, SlackReceiver.Token, slack.Api), Stop);
        var staff = await surveys.HireAsync(7);
        var addresses = staff.People.Select(person => person.Mail!).ToList();
        // Two have no mailbox and read Slack; the mailbox of a third is full at first.
        slack.People[addresses[0]] = "U10";
        slack.People[addresses[1]] = "U11";
        var full = 1;
        mails.Refuse = to => addresses.IndexOf(to) < 2 ? "550 no such person" : to == addresses[2] && Interlocked.Decrement(ref full) >= 0 ? "450 full" : null;
        slack.Fail(StatusCodes.Status429TooManyRequests, "2");
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Mail, SurveyChannel.Slack], Reminders = [3] });

        var opening = await surveys.OpenAsync(survey);
        // While the second one of Slack is asked for, it breaks down once.
        while (slack.Payloads.IsEmpty)
            await Task.Delay(5, Stop);
        slack.Fail(StatusCodes.Status503ServiceUnavailable);
        await surveys.WaitUntilOpenAsync(opening.Wave!.Value);

        Assert.Equal(addresses.Skip(2).Order(), mails.Mails.SelectMany(mail => mail.To).Order());
        Assert.Equal(["U10", "U11"], slack.Payloads.Select(ChannelOf).Order());
        string[] codes = [.. mails.Mails.Select(mail => CodeIn(mail.Text)), .. slack.Payloads.Select(payload => CodeIn(TextOf(payload)))];
        await using var db = surveys.Open();
        Assert.Equal(
            (await db.Set<Ticket>().Where(ticket => ticket.WaveId == opening.Wave).ToListAsync(Stop)).Select(ticket => Convert.ToHexString(ticket.Hash)).Order(),
            codes.Select(code => Convert.ToHexString(TicketText.HashOf(code))).Order());
        Assert.False(await db.Set<OutgoingMessage>().AnyAsync(Stop));

        surveys.Time.Advance(TimeSpan.FromDays(4));
        await surveys.LookAsync();
        await surveys.LookAsync();

        Assert.Equal(10, mails.Mails.Count);
        Assert.Equal(["U10", "U10", "U11", "U11"], slack.Payloads.Select(ChannelOf).Order());
        // A reminder goes to all and knows no code: nobody knows who answered.
        Assert.All(mails.Mails.Skip(5), mail => Assert.DoesNotMatch(Code(), mail.Text));
    }

    private static string ChannelOf(JsonElement payload) => payload.GetProperty("channel").GetString()!;

    private static string TextOf(JsonElement payload) => payload.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString()!;

    private static string CodeIn(string text) => Code().Match(text).Groups[1].Value;

    [GeneratedRegex("#([0-9A-Z-]{31})")]
    private static partial Regex Code();

    /// <summary>A server whose messages really go out, and which waits a fortieth of what it should.</summary>
    public sealed class PostingServer : SurveyServer
    {
        public PostingServer() => Time = new MovedTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) { Haste = 40 };

        internal Task<RunningServer> StartAsync() => StartAsync(() => Task.FromResult<string?>(null));

        private protected override void Add(IServiceCollection services)
        {
        }
    }
}
