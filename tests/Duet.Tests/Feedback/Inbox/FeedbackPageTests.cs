using System.Net;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Feedback.Themes;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Tests.Feedback.Assistant;
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

    [Fact]
    public async Task File_OfAnotherSystem_IsReadByItsColumnsAndTakenOnce()
    {
        const string Rows = "Ticket ID,Subject,Description,Created,Customer,Secret\r\n"
            + "T-1,\"Map, too small\",\"First line\nsecond line\",2026-10-01,Fjord,x\r\nT-2,Export stops,,2026-10-02,,y\r\n";
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var preview = await browser.SubmitAsync("/feedback/import", "read", ("Input.Pasted", Rows));
        Assert.Contains("2 new voices, 0 that are here already, 0 rows", preview.Body, StringComparison.Ordinal);
        Assert.Contains("Passed over: secret.", preview.Body, StringComparison.Ordinal);
        Assert.Contains("<option value=\"subject\" selected", preview.Body, StringComparison.Ordinal);
        Assert.Empty(await FromFilesAsync("T-"));

        var taken = await ConfirmAsync(browser, preview, "import", ("id", "ticketid"), ("title", "subject"), ("body", "description"), ("at", "created"), ("account", "customer"));
        Assert.Contains("2 voices were taken, 0 were here already.", taken.Body, StringComparison.Ordinal);
        var again = await browser.SubmitAsync("/feedback/import", "read", ("Input.Pasted", Rows));
        Assert.Contains("0 new voices, 2 that are here already", again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"import\"", again.Body, StringComparison.Ordinal);

        var voices = await FromFilesAsync("T-");
        Assert.Equal(["Export stops", "Map, too small"], voices.Select(voice => voice.Title).Order());
        Assert.Equal("First line\nsecond line", voices.Single(voice => voice.ExternalId == "T-1").Body);
    }

    [Fact]
    public async Task File_WithRowsToMend_NamesTheirLinesAndTakesNothing()
    {
        const string Rows = "id,title,kind,at\nB-1,Good,user,2026-10-01\nB-2,\"two\nlines\",nobody,2026-10-01\nB-3,Later,user,2126-01-01\nB-4,,user,\n";
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var preview = await browser.SubmitAsync("/feedback/import", "read", ("Input.Pasted", Rows));

        Assert.Contains("1 new voices, 0 that are here already, 3 rows that have to be mended", preview.Body, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">5</td><td>The day is none", preview.Body, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">6</td><td>It says nothing", preview.Body, StringComparison.Ordinal);
        // Sent on all the same, by a program or an old page.
        await ConfirmAsync(browser, preview, "import", ("id", "id"), ("title", "title"), ("kind", "kind"), ("at", "at"));
        Assert.Empty(await FromFilesAsync("B-"));
        // With the column of kinds left out, that row is good.
        var chosen = await ConfirmAsync(browser, preview, "look", ("id", "id"), ("title", "title"));
        Assert.Contains("3 new voices, 0 that are here already, 1 rows", chosen.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-token", (await ConfirmAsync(browser, preview, "import", ("id", "no-such-token"))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title,title\nA,B\n", "title")]
    [InlineData("title,body\nA\n", "pasted:2")]
    [InlineData("number,colour\n1,red\n", "title")]
    public async Task File_ThatIsNoTableOfVoices_SaysWhy(string rows, string says)
    {
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);

        var page = await browser.SubmitAsync("/feedback/import", "read", ("Input.Pasted", rows));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(says, page.Body[page.Body.IndexOf("role=\"alert\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LanguageModel_SetUpAndAskedOnThePages_SuggestsThemesThatAPersonGives()
    {
        await using var receiver = await ChatReceiver.StartAsync();
        List<int> ids = [];
        for (var at = 0; at < 3; at++)
            ids.Add(await loop.VoiceAsync($"Zither number {at} is out of tune"));
        receiver.Answer = (context, texts) => ChatReceiver.SayAsync(context, System.Text.Json.JsonSerializer.Serialize(new
        {
            themes = new[] { new { name = "Zithers", texts = texts.Select((text, at) => (text, at)).Where(pair => pair.text.StartsWith("Zither", StringComparison.Ordinal)).Select(pair => pair.at + 1) } },
        }));
        using var admin = await loop.Cast.BrowseAsync(Role.Admin);
        using var browser = await loop.Cast.BrowseAsync(Role.ProductOps);
        Assert.DoesNotContain("Ask the language model", (await browser.OpenAsync("/feedback/themes")).Body, StringComparison.Ordinal);

        var bad = await admin.SubmitAsync("/feedback/assistant", "assistant", ("Input.Endpoint", "http://models.example.org/v1"), ("Input.Model", "small"), ("Input.Kinds", "User"), ("Input.IsOn", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        var saved = await admin.SubmitAsync("/feedback/assistant", "assistant", ("Input.Endpoint", receiver.Endpoint), ("Input.Model", "small"), ("Input.Key", "sk-page"), ("Input.Kinds", "User"), ("Input.IsOn", "true"));
        Assert.Contains("Saved.", saved.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-page", saved.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync("/feedback/assistant")).Status);

        Assert.Contains($"to {new Uri(receiver.Endpoint).Authority}", (await browser.OpenAsync("/feedback/themes")).Body, StringComparison.Ordinal);
        Assert.Empty(receiver.Questions);
        var asked = await browser.SubmitAsync("/feedback/themes", "ask");
        Assert.Contains("value=\"Zithers\"", asked.Body, StringComparison.Ordinal);
        var form = Browser.FormsOf(asked.Body).Single(found => found.Contains(("_handler", "give")));
        var given = await browser.PostAsync("/feedback/themes", [.. form, ("Given.Items[0].Take", "true"), ("Given.Items[0].Name", "Strings")]);

        Assert.Equal(HttpStatusCode.OK, given.Status);
        await using (var db = await loop.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            var theme = await db.Set<Theme>().SingleAsync(row => row.Name == "Strings", Stop);
            Assert.Equal(ids, await db.Set<VoiceTheme>().Where(row => row.ThemeId == theme.Id && !row.IsSuggested).OrderBy(row => row.VoiceId).Select(row => row.VoiceId).ToListAsync(Stop));
            Assert.False(await db.Set<Theme>().AnyAsync(row => row.Name == "Zithers", Stop));
        }
        var off = await admin.SubmitAsync("/feedback/assistant", "remove");
        Assert.Contains("nothing is sent any more", off.Body, StringComparison.Ordinal);
    }

    private static async Task<Answer> ConfirmAsync(Browser browser, Answer preview, string act, params (string Part, string Column)[] columns)
    {
        var form = Browser.FormsOf(preview.Body).Single(found => found.Contains(("_handler", "confirm")));
        return await browser.PostAsync("/feedback/import", [.. form, ("Confirm.Do", act), .. columns.Select(column => ($"Confirm.Columns[{column.Part}]", column.Column))]);
    }

    private async Task<List<Voice>> FromFilesAsync(string ids)
    {
        await using var db = await loop.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Voice>().AsNoTracking().Where(voice => voice.Source == "csv" && voice.ExternalId!.StartsWith(ids)).ToListAsync(Stop);
    }

    private static string At(int voice) => $"/feedback?state=all&voice={voice}";
}
