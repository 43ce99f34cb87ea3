using System.Net;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Feedback.Themes;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Tests.Loop;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Feedback.Inbox;

/// <summary>Everything that the keyboard does in the inbox, done by forms.</summary>
public sealed class FeedbackPageTests(LoopServer loop) : IClassFixture<LoopServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Voice_LinkedByItsName_IsCountedThere()
    {
        var initiative = await loop.InitiativeAsync("Exports people can trust", "page-1", null);
        var voice = await loop.VoiceAsync("The refund export stops at 10,000 rows");
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var unknown = await browser.SubmitAsync(At(voice), "link", ("Sent.Target", "Nothing of that name"));
        var linked = await browser.SubmitAsync(At(voice), "link", ("Sent.Target", "exports people can trust (initiative)"));

        Assert.Contains("Nothing is called", unknown.Body, StringComparison.Ordinal);
        Assert.Contains("Saved.", linked.Body, StringComparison.Ordinal);
        Assert.Contains($"/initiatives/{initiative}", linked.Body, StringComparison.Ordinal);
        Assert.NotNull((await loop.RowAsync(voice)).LinkedAt);
    }

    [Fact]
    public async Task Voice_LinkedToAKey_IsLinkedToThatWorkItem()
    {
        var voice = await loop.VoiceAsync("To a work item");
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var linked = await browser.SubmitAsync(At(voice), "link", ("Sent.Target", "MP-1182"));

        Assert.Contains("MP-1182</span>", linked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Themes_GivenAndMadeNew_AreTheVoices()
    {
        var known = (await loop.Server.Get<Codebook>().EnsureAsync("limits", Caller.Host, Stop)).Id;
        var voice = await loop.VoiceAsync("About exports and limits");
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        await browser.SubmitAsync(At(voice), "themes", ("Sent.Themes", $"{known}"), ("Sent.Name", "Exports"));

        await using var db = await loop.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        Assert.Equal(["Exports", "limits"], (await db.Set<VoiceTheme>().Where(given => given.VoiceId == voice)
            .Join(db.Set<Theme>(), given => given.ThemeId, theme => theme.Id, (_, theme) => theme.Name).ToListAsync(Stop)).Order());
        Assert.Contains("Exports", (await browser.OpenAsync("/feedback/themes")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_AreOfferedAndMergedOrKeptApart()
    {
        var first = await loop.VoiceAsync("Build cache misses on every new branch");
        var second = await loop.VoiceAsync("The build cache misses on every branch");
        var third = await loop.VoiceAsync("Build cache misses on my new branch");
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var apart = await browser.SubmitAsync(At(second), $"notsame-{third}");
        Assert.DoesNotContain($"merge-{third}", apart.Body, StringComparison.Ordinal);
        await browser.SubmitAsync(At(second), $"merge-{first}");

        var merged = await loop.RowAsync(second);
        Assert.Equal((first, VoiceEnd.Duplicate), (merged.MergedIntoId, merged.ClosedAs!.Value));
        Assert.Equal(2, (await loop.RowAsync(first)).Weight);
        var page = (await browser.OpenAsync(At(first))).Body;
        Assert.Contains("Take apart", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voice_EndedAndTakenUpAgain_SaysSo()
    {
        var voice = await loop.VoiceAsync("To be ended");
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        await browser.SubmitAsync(At(voice), "end", ("Sent.End", "Declined"));
        Assert.Equal(VoiceEnd.Declined, (await loop.RowAsync(voice)).ClosedAs);
        await browser.SubmitAsync(At(voice), "reopen");
        Assert.Null((await loop.RowAsync(voice)).ClosedAs);
        Assert.NotNull((await loop.RowAsync(voice)).ReopenedAt);
    }

    [Fact]
    public async Task Words_ThatAreMarkup_AreHarmless()
    {
        var voice = await loop.VoiceAsync("<script>alert(1)</script>");
        using var browser = await loop.Cast.BrowseAsync(Role.Owner);

        var page = (await browser.OpenAsync(At(voice))).Body;

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_ForOtherRoles_ShowsWhatIsTheirs()
    {
        var voice = await loop.VoiceAsync("Only for those who handle it", kind: VoiceKind.Customer);
        using var lead = await loop.Cast.BrowseAsync(Role.TeamLead);
        using var devex = await loop.Cast.BrowseAsync(Role.DevexLead);
        using var member = await loop.Cast.BrowseAsync(Role.Member);

        Assert.DoesNotContain("Only for those who handle it", (await lead.OpenAsync(At(voice))).Body, StringComparison.Ordinal);
        var shown = (await devex.OpenAsync(At(voice))).Body;
        Assert.Contains("Only for those who handle it", shown, StringComparison.Ordinal);
        // A DevEx lead reads what customers say, and handles what developers say.
        Assert.DoesNotContain("Sent.Target", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.OpenAsync("/feedback")).Status);
    }

    [Fact]
    public async Task Loop_Page_AnswersForEveryoneWhoSeesNumbers()
    {
        using var owner = await loop.Cast.BrowseAsync(Role.Owner);
        using var viewer = await loop.Cast.BrowseAsync(Role.Viewer);

        Assert.Equal(HttpStatusCode.OK, (await owner.OpenAsync("/loop")).Status);
        Assert.Equal(HttpStatusCode.OK, (await viewer.OpenAsync("/loop?weeks=52")).Status);
    }

    private static string At(int voice) => $"/feedback?state=all&voice={voice}";
}
