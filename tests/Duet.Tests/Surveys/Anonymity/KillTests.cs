using System.Net;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Whatever moment the server dies in: an answer is counted once or not at all, its ticket is gone exactly where it is, and invitations go on.</summary>
[Trait("speed", "slow")]
public sealed class KillTests(KilledServer killed) : IClassFixture<KilledServer>
{
    // Three answers and a text.
    private const int RowsOfASheet = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sheets_ServerKilledOverAndOver_AreCountedOnceOrNotAtAll()
    {
        var sheets = await SheetsAsync();

        TestContext.Current.SendDiagnosticMessage(
            $"{KilledServer.Kills} kills, {killed.Confirmed.Count} confirmed, {killed.Confirmed.Values.Count(again => again)} of them when sent again, {killed.Unheard.Count} were already counted");
        Assert.Empty(killed.Unexpected);
        Assert.True(killed.Confirmed.Count > KilledServer.Kills, $"Only {killed.Confirmed.Count} were confirmed: the test proves nothing.");
        Assert.True(killed.Unheard.Count + killed.Confirmed.Values.Count(again => again) > 0, "No kill came while somebody answered.");
        Assert.Empty(FaultsIn(sheets));
        await using var db = killed.Records.CreateDbContext();
        Assert.Equal(
            RowsOfASheet * (killed.Confirmed.Count + killed.Unheard.Count),
            await db.Set<Duet.Surveys.Records.Answer>().CountAsync(row => row.WaveId == killed.Answered.Id, Stop));
    }

    [Fact]
    public async Task Sheets_LostDoubledOrWithTheirTicketLeft_AreNoticed()
    {
        var sheets = await SheetsAsync();
        var (counted, waiting) = (killed.Confirmed.Keys.First(), sheets.Keys.First(sheet => !killed.Confirmed.ContainsKey(sheet) && !killed.Unheard.ContainsKey(sheet)));

        Assert.Single(FaultsIn(new(sheets) { [counted] = (0, false) }));
        Assert.Single(FaultsIn(new(sheets) { [counted] = (2, false) }));
        Assert.Single(FaultsIn(new(sheets) { [counted] = (1, true) }));
        Assert.Single(FaultsIn(new(sheets) { [waiting] = (1, false) }));
        Assert.Single(FaultsIn(new(sheets) { [waiting] = (0, false) }));
    }

    [Fact]
    public async Task Invitations_ServerKilledOverAndOver_GoOutAgainAndOpenOnce()
    {
        await using var db = killed.Records.CreateDbContext();
        var wave = await db.Set<Wave>().SingleAsync(row => row.Id != killed.Answered.Id, Stop);
        var tickets = (await db.Set<Ticket>().Where(ticket => ticket.WaveId == wave.Id).ToListAsync(Stop)).Select(ticket => Convert.ToHexString(ticket.Hash)).ToHashSet();
        var asked = await db.Set<Asked>().Where(row => row.WaveId == wave.Id).Join(db.Set<Person>(), row => row.PersonId, person => person.Id, (_, person) => person.Mail!).ToListAsync(Stop);
        bool IsGood((string To, string Code, string Text) mail) => tickets.Contains(Convert.ToHexString(TicketText.HashOf(mail.Code)));
        var good = killed.Invitations.Where(IsGood).ToList();

        TestContext.Current.SendDiagnosticMessage($"{killed.Starts} starts, {killed.Invitations.Count} mails to {KilledServer.Invited} people");
        Assert.Equal((WaveState.Open, KilledServer.Invited), (wave.State, tickets.Count));
        Assert.True(killed.Invitations.Count > KilledServer.Invited, "No kill came while invitations were sent.");
        // One that works to each of those asked, and none of the others works.
        Assert.Equal(asked.Order(StringComparer.Ordinal), good.Select(mail => mail.To).Order(StringComparer.Ordinal));
        Assert.All(good, mail => Assert.Contains("not the one before it", mail.Text, StringComparison.Ordinal));
        Assert.All(killed.Opened, opened => Assert.Equal(IsGood(opened.Mail) ? HttpStatusCode.OK : HttpStatusCode.NotFound, opened.Status));
        // Each start sends to each person once at most.
        Assert.All(killed.Invitations.CountBy(mail => mail.To), person => Assert.InRange(person.Value, 1, killed.Starts));
    }

    /// <summary>By sheet how often its text is stored, and whether its ticket is.</summary>
    private async Task<Dictionary<int, (int Stored, bool HasTicket)>> SheetsAsync()
    {
        await using var db = killed.Records.CreateDbContext();
        var stored = (await db.Set<SurveyComment>().Where(row => row.WaveId == killed.Answered.Id).Select(row => row.Text).ToListAsync(Stop)).CountBy(text => text).ToDictionary();
        var tickets = (await db.Set<Ticket>().Where(row => row.WaveId == killed.Answered.Id).ToListAsync(Stop)).Select(ticket => Convert.ToHexString(ticket.Hash)).ToHashSet();
        return Enumerable.Range(0, killed.Answered.Letters.Count).ToDictionary(sheet => sheet, sheet => (
            stored.GetValueOrDefault(KilledServer.Text(sheet)), tickets.Contains(Convert.ToHexString(TicketText.HashOf(killed.Answered.Letters[sheet].Code)))));
    }

    private List<string> FaultsIn(Dictionary<int, (int Stored, bool HasTicket)> sheets) =>
        [.. sheets.Where(sheet => sheet.Value != (killed.Confirmed.ContainsKey(sheet.Key) || killed.Unheard.ContainsKey(sheet.Key) ? (1, false) : (0, true)))
            .Select(sheet => $"{KilledServer.Text(sheet.Key)} is stored {sheet.Value.Stored} times, its ticket is {(sheet.Value.HasTicket ? "there" : "gone")}")];
}
