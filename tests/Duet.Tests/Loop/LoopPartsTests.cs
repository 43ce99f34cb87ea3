using System.Globalization;
using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Loop;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Loop;

/// <summary>The loop on the pages of teams, work and the overview.</summary>
public sealed class LoopPartsTests(LoopServer loop) : IClassFixture<LoopServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Initiative_WithVoices_ShowsWhatIsOpenAndWhetherPeopleWereTold()
    {
        var initiative = await loop.InitiativeAsync("Answers everybody", "part-1", null);
        var (told, open) = (await loop.VoiceAsync("Told", "told@example.org"), await loop.VoiceAsync("Not told", "open@example.org"));
        foreach (var voice in new[] { told, open })
        {
            await loop.LinkVoiceAsync(voice, initiative);
            await loop.ChangeAsync(voice, change => change.Released = loop.Days(-3));
        }
        await loop.ChangeAsync(told, change => change.Told = loop.Days(-2));
        await loop.Server.Get<VoiceFacts>().BringAsync(Stop);
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var page = (await browser.OpenAsync($"/initiatives/{initiative}")).Body;

        Assert.Contains("id=\"loop-part\"", page, StringComparison.Ordinal);
        Assert.Equal("1", Tile(page, "Without an answer"));
        Assert.Equal("50 %", Tile(page, "Told when it is there").Replace('\u00a0', ' '));
        Assert.Contains($"where={Uri.EscapeDataString("initiative:Answers everybody")}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Team_TooSmallToHideWhoSpoke_LeavesItsDevelopersOut()
    {
        var team = await loop.AddAsync(new Team { Name = "Shrinking", Key = "shrinking", CreatedAt = DateTimeOffset.UnixEpoch });
        List<Person> people = [];
        for (var at = 0; at < 5; at++)
        {
            people.Add(await loop.PersonAsync($"shrinking{at}@example.org"));
            await loop.AddAsync(new Membership { PersonId = people[at].Id, TeamId = team.Id, IsPrimary = true });
        }
        var voice = await loop.VoiceAsync("Of a colleague", kind: VoiceKind.Developer, person: people[0].Id);
        Assert.Equal(team.Id, (await loop.RowAsync(voice)).TeamId);
        using var browser = await loop.Cast.BrowseAsync(Role.DevexLead);
        var path = string.Create(CultureInfo.InvariantCulture, $"/teams/{team.Id}");

        Assert.Equal("1", Tile((await browser.OpenAsync(path)).Body, "Without an answer"));

        await using (var db = await loop.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
            await db.Set<Membership>().Where(row => row.PersonId == people[4].Id).ExecuteDeleteAsync(Stop);
        Assert.DoesNotContain("id=\"loop-part\"", (await browser.OpenAsync(path)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_ForWhoMayReadVoices_SaysWhatIsNeededAndWhoWaits()
    {
        var initiative = await loop.InitiativeAsync("Most asked for of all", "part-2", null);
        for (var at = 0; at < 4; at++)
            await loop.LinkVoiceAsync(await loop.VoiceAsync($"Needed {at}"), initiative);
        var oldest = await loop.Server.Get<IVoices>().TakeAsync(
            new NewVoice { Kind = VoiceKind.Stakeholder, Channel = VoiceChannel.Internal, Source = "test", Title = "Has waited longest of all", CapturedAt = loop.Days(-200) }, Stop);
        using var reads = await loop.Cast.BrowseAsync(Role.ProductOps);
        using var sees = await loop.Cast.BrowseAsync(Role.Viewer);

        var (full, less) = ((await reads.OpenAsync("/")).Body, (await sees.OpenAsync("/")).Body);

        Assert.Contains("Loops waiting", full, StringComparison.Ordinal);
        Assert.Contains($"voice={oldest.Id}#voice\">Has waited longest of all", full.Replace("&amp;", "&", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Most asked for of all</a><span class=\"muted\"> (4 voices)", full, StringComparison.Ordinal);
        Assert.DoesNotContain("Has waited longest", less, StringComparison.Ordinal);
        Assert.DoesNotContain("Most asked for of all", less, StringComparison.Ordinal);
    }

    // The value below a label.
    private static string Tile(string page, string label)
    {
        var at = page.IndexOf(label, page.IndexOf("id=\"loop-part\"", StringComparison.Ordinal), StringComparison.Ordinal);
        var from = page.IndexOf("class=\"value\">", at, StringComparison.Ordinal) + "class=\"value\">".Length;
        return System.Net.WebUtility.HtmlDecode(page[from..page.IndexOf('<', from)]);
    }
}
