using Duet.Access;
using Duet.Feedback.Records;
using Duet.Loop.Telling;
using Duet.Loop.Watching;

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
    }
}
