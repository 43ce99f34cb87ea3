using System.Net;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Portal;
using Duet.Feedback.Records;
using Duet.Loop;
using Duet.Loop.Telling;
using Duet.Loop.Watching;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Microsoft.Extensions.Localization;

namespace Duet.Tests.Loop;

public sealed class TellingsTests(LoopServer loop) : IClassFixture<LoopServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Tellings Tellings => loop.Server.Get<Tellings>();

    [Fact]
    public async Task Telling_ThatIsSent_ReachesEveryoneWhoAskedOnce()
    {
        var initiative = await loop.InitiativeAsync("Exports people can trust", "tell-1", loop.Days(-1));
        var colleague = await loop.PersonAsync("colleague@example.org");
        int[] voices = [await loop.VoiceAsync("Export stops", "jana@example.org"), await loop.VoiceAsync("Export is cut", "unproved@example.org", isConfirmed: false), await loop.VoiceAsync("Slow", kind: VoiceKind.Developer, person: colleague.Id)];
        foreach (var voice in voices)
            await loop.LinkVoiceAsync(voice, initiative);
        await loop.Server.Get<ReleaseWatch>().LookAsync(Stop);
        var proposal = (await loop.Server.Get<Proposals>().OfVoiceAsync(voices[0], Stop))!;

        Assert.Null(await Tellings.SendAsync(proposal.Row.Id, "It is there", "Since today.", Caller.Host, Stop));
        Assert.Equal("already-told", (await Tellings.SendAsync(proposal.Row.Id, "It is there", "Since today.", Caller.Host, Stop))?.Code);

        var mails = await loop.Mails.WaitAsync(2, mail => mail.Message.Subject == "It is there", Stop);
        Assert.Equal(["colleague@example.org", "jana@example.org"], mails.SelectMany(mail => mail.To).Order());
        Assert.All(mails, mail => Assert.Matches("(?s)Since today.*/portal/answer/[0-9a-f]{32}.*/portal/stop/[0-9a-f]{32}", mail.Text));
        Assert.Equal(2, mails.Select(mail => mail.Text).Distinct().Count());
        var row = await loop.RowAsync(voices[0]);
        Assert.NotNull(row.ToldAt);
        Assert.Equal((VoiceEnd.Done, true), (row.ClosedAs!.Value, row.ConfirmAskedAt is not null));
        // Nobody was asked whether it helped who could not be written to.
        Assert.Null((await loop.RowAsync(voices[1])).ConfirmAskedAt);
    }

    [Fact]
    public async Task Telling_ToWhoAskedTwice_IsOneMailThatAnswersAndEndsBoth()
    {
        var initiative = await loop.InitiativeAsync("Asked twice", "twice-1", loop.Days(-1));
        // The same address as a customer and as somebody of the house; a third voice is another person's.
        var person = await loop.PersonAsync("often@example.org");
        int[] voices =
        [
            await loop.VoiceAsync("First", "often@example.org"), await loop.VoiceAsync("Second", kind: VoiceKind.Developer, person: person.Id),
            await loop.VoiceAsync("Third", "once@example.org"),
        ];
        foreach (var voice in voices)
            await loop.LinkVoiceAsync(voice, initiative);
        await loop.Server.Get<ReleaseWatch>().LookAsync(Stop);
        var proposal = (await loop.Server.Get<Proposals>().OfVoiceAsync(voices[0], Stop))!;
        Assert.Equal(2, proposal.Reachable);

        Assert.Null(await Tellings.SendAsync(proposal.Row.Id, "Asked twice: there", "Since today.", Caller.Host, Stop));

        var mails = await loop.Mails.WaitAsync(2, mail => mail.Message.Subject == "Asked twice: there", Stop);
        Assert.Equal(["often@example.org", "once@example.org"], mails.SelectMany(mail => mail.To).Order());
        var text = mails.Single(mail => mail.To[0] == "often@example.org").Text;
        using var outside = new HttpClient { BaseAddress = loop.Server.Address };
        await PostAsync("answer", ("helped", "no"));
        Assert.Equal([false, false, null], [(await loop.RowAsync(voices[0])).Helped, (await loop.RowAsync(voices[1])).Helped, (await loop.RowAsync(voices[2])).Helped]);
        await PostAsync("stop");
        Assert.Equal([true, true, false], (await loop.AskersAsync(voices)).Select(asker => asker.StoppedAt is not null));

        async Task PostAsync(string what, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            using var answer = await outside.PostAsync(Regex.Match(text, $"/portal/{what}/[0-9a-f]{{32}}").Value, form, Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Telling_CutOffBeforeItsEnd_LeavesNothingBehind()
    {
        var initiative = await loop.InitiativeAsync("Cut off", "cut-1", loop.Days(-1));
        int[] voices = [await loop.VoiceAsync("Cut one", "cut@example.org"), await loop.VoiceAsync("Cut two", "cut2@example.org")];
        foreach (var voice in voices)
            await loop.LinkVoiceAsync(voice, initiative);
        await loop.Server.Get<ReleaseWatch>().LookAsync(Stop);
        var proposal = (await loop.Server.Get<Proposals>().OfVoiceAsync(voices[0], Stop))!;
        var messages = new CutOff(loop.Server.Get<IMessages>());
        var cut = new Tellings(
            loop.Server.Get<VoiceWriter>(), loop.Server.Get<VoiceChanges>(), loop.Server.Get<Followers>(), messages, loop.Server.Get<IStringLocalizer<LoopText>>(), TimeProvider.System);

        await Assert.ThrowsAsync<IOException>(() => cut.SendAsync(proposal.Row.Id, "Cut off: there", "Since today.", Caller.Host, Stop));

        Assert.All(await loop.AskersAsync(voices), asker => Assert.Null(asker.ToldAt));
        Assert.Null((await loop.RowAsync(voices[0])).ToldAt);
        Assert.Null(await Tellings.SendAsync(proposal.Row.Id, "Cut off: there", "Since today.", Caller.Host, Stop));
        Assert.Equal(2, (await loop.Mails.WaitAsync(2, mail => mail.Message.Subject == "Cut off: there", Stop)).Count);
    }

    [Fact]
    public async Task Telling_ByWhoMayNot_IsNotSent()
    {
        var initiative = await loop.InitiativeAsync("Of customers", "may-1", loop.Days(-1));
        var voice = await loop.VoiceAsync("A customer's", "customer@example.org", kind: VoiceKind.Customer);
        await loop.LinkVoiceAsync(voice, initiative);
        await loop.Server.Get<ReleaseWatch>().LookAsync(Stop);
        var proposal = (await loop.Server.Get<Proposals>().OfVoiceAsync(voice, Stop))!;

        foreach (var role in new[] { Role.DevexLead, Role.TeamLead, Role.Member, Role.Viewer })
            Assert.Equal("not-yours", (await Tellings.SendAsync(proposal.Row.Id, "Hello", "There", await loop.Cast.CallerAsync(role), Stop))?.Code);
        Assert.Equal("bad-subject", (await Tellings.SendAsync(proposal.Row.Id, "Hello\r\nBcc: all@example.org", "There", Caller.Host, Stop))?.Code);
        Assert.Null((await loop.RowAsync(voice)).ToldAt);
    }

    [Fact]
    public async Task Reply_OfANo_TellsAndEndsWithoutAsking()
    {
        var voice = await loop.VoiceAsync("Pink buttons", "pink@example.org");

        Assert.Null(await Tellings.ReplyAsync(voice, "About pink buttons", "We will not.", VoiceEnd.Declined, Caller.Host, Stop));

        var row = await loop.RowAsync(voice);
        Assert.Equal((VoiceEnd.Declined, true, false), (row.ClosedAs!.Value, row.ToldAt is not null, row.ConfirmAskedAt is not null));
        var mail = Assert.Single(await loop.Mails.WaitAsync(1, mail => mail.Message.Subject == "About pink buttons", Stop));
        Assert.DoesNotContain("/portal/answer/", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_ThatTheyWereToldOtherwise_IsKeptWithItsDay()
    {
        var voice = await loop.VoiceAsync("By phone");

        Assert.Equal("future-day", (await Tellings.NoteAsync(voice, loop.Days(2), Caller.Host, Stop))?.Code);
        Assert.Null(await Tellings.NoteAsync(voice, loop.Days(-2), Caller.Host, Stop));

        Assert.Equal(loop.Days(-2).Date, (await loop.RowAsync(voice)).ToldAt!.Value.UtcDateTime.Date);
        Assert.Null((await loop.RowAsync(voice)).ClosedAs);
    }

    [Fact]
    public async Task Note_OfTheDayOfTheRelease_IsNotBeforeIt()
    {
        var voice = await loop.VoiceAsync("By phone, once it was there");
        var released = loop.Days(-5);
        await loop.ChangeAsync(voice, change => change.Released = released);
        var day = new DateTimeOffset(released.UtcDateTime.Date, TimeSpan.Zero);

        Assert.Equal("before-asked", (await Tellings.NoteAsync(await loop.VoiceAsync("Later"), loop.Days(-25), Caller.Host, Stop))?.Code);
        Assert.Equal("before-released", (await Tellings.NoteAsync(voice, day.AddDays(-1), Caller.Host, Stop))?.Code);
        Assert.Null(await Tellings.NoteAsync(voice, day, Caller.Host, Stop));

        var row = await loop.RowAsync(voice);
        Assert.Equal((row.ReleasedAt, VoiceEnd.Done), (row.ToldAt, row.ClosedAs));
    }

    /// <summary>Fails with the second mail, as a process that is killed does.</summary>
    private sealed class CutOff(IMessages inner) : IMessages
    {
        private int queued;

        public Task<bool> CanMailAsync(CancellationToken cancellationToken) => inner.CanMailAsync(cancellationToken);

        public Task QueueAsync(OutgoingMail mail, CancellationToken cancellationToken) => inner.QueueAsync(mail, cancellationToken);

        public void Queue(AppDb db, OutgoingMail mail)
        {
            if (++queued == 2)
                throw new IOException("cut off");
            inner.Queue(db, mail);
        }

        public Task<bool> CanNoticeAsync(CancellationToken cancellationToken) => inner.CanNoticeAsync(cancellationToken);

        public void Queue(AppDb db, SlackMessage message, string kind) => inner.Queue(db, message, kind);

        public Task<SendOutcome> SendNowAsync(OutgoingMail mail, CancellationToken cancellationToken) => inner.SendNowAsync(mail, cancellationToken);

        public Task<SendOutcome> SlackAsync(SlackMessage message, CancellationToken cancellationToken) => inner.SlackAsync(message, cancellationToken);
    }
}
