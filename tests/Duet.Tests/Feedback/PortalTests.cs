using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Platform.Messages;
using Duet.Teams;
using Duet.Tests.Platform.Messages;

namespace Duet.Tests.Feedback;

/// <summary>What people outside do on the portal, over real HTTP and by real mails.</summary>
public sealed partial class PortalTests(FeedbackServer served) : IClassFixture<FeedbackServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_OnABoardThatIsReviewed_IsShownOnceSomebodyHasLookedAtIt()
    {
        var board = await served.BoardAsync("reviewed", reviewFirst: true);

        var answer = await served.PostAsync("/portal/reviewed", [("title", "Exports stop"), ("body", "At **10,000** rows."), ("name", "Kim")]);
        var voice = (await served.AllAsync<Voice>()).Single(voice => voice.BoardId == board.Id);

        Assert.Equal((HttpStatusCode.SeeOther, "/portal/reviewed?said=review"), (answer.Status, answer.Location));
        Assert.Equal((PublicState.InReview, VoiceChannel.Portal, true), (voice.Shown, voice.Channel, voice.IsPublic));
        Assert.DoesNotContain("Exports stop", (await served.OpenAsync("/portal/reviewed")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await served.OpenAsync($"/portal/reviewed/{voice.Id}")).Status);

        await served.Voices.ChangeAsync(voice.Id, Author.Host, change => change.Shown = PublicState.Planned, Stop);
        Assert.Contains("Exports stop", (await served.OpenAsync("/portal/reviewed")).Body, StringComparison.Ordinal);
        var page = (await served.OpenAsync($"/portal/reviewed/{voice.Id}")).Body;
        Assert.Contains("<strong>10,000</strong>", page, StringComparison.Ordinal);
        Assert.Contains("planned", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SentTwice_IsOnePost()
    {
        var board = await served.BoardAsync("twice");
        var form = Regex.Match((await served.OpenAsync("/portal/twice/new")).Body, "name=\"form\" value=\"([0-9a-f]{32})\"").Groups[1].Value;

        await served.PostAsync("/portal/twice", [("form", form), ("title", "Once")]);
        var again = await served.PostAsync("/portal/twice", [("form", form), ("title", "Once")]);

        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Single(await served.AllAsync<Voice>(), voice => voice.BoardId == board.Id);
    }

    [Fact]
    public async Task Comment_OnAPost_IsShownBesideTheTeams()
    {
        var (_, post) = await served.PostedAsync("commented", "Comment on me");
        await served.AddAsync(new VoiceComment { VoiceId = post, At = DateTimeOffset.UnixEpoch, Body = "We look into it", IsPublic = true, IsTeam = true });
        await served.AddAsync(new VoiceComment { VoiceId = post, At = DateTimeOffset.UnixEpoch, Body = "secret note of the house", IsTeam = true });

        var answer = await served.PostAsync($"/portal/commented/{post}/comments", [("body", "Same _here_"), ("name", "Ben")]);
        var page = (await served.OpenAsync($"/portal/commented/{post}")).Body;

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("<em>here</em>", page, StringComparison.Ordinal);
        Assert.Contains("We look into it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret note", page, StringComparison.Ordinal);

        // Sent twice, it stands there once; loaded again where a browser was left, the post is shown.
        await served.PostAsync($"/portal/commented/{post}/comments", [("body", "Same _here_"), ("name", "Ben")]);
        Assert.Single(await served.AllAsync<VoiceComment>(), comment => comment.VoiceId == post && comment.Body == "Same _here_");
        foreach (var left in (string[])["comments", "vote", "subscribe"])
            Assert.Equal((HttpStatusCode.Redirect, $"/portal/commented/{post}"), await LocationAsync($"/portal/commented/{post}/{left}"));
        Assert.Equal((HttpStatusCode.Redirect, "/survey/7"), await LocationAsync("/survey/7/open"));

        async Task<(HttpStatusCode, string?)> LocationAsync(string path)
        {
            var answer = await served.OpenAsync(path);
            return (answer.Status, answer.Location);
        }
    }

    [Fact]
    public async Task Post_MergedIntoAnother_LeadsThere()
    {
        var (_, first) = await served.PostedAsync("merged", "Dark theme");
        var (_, second) = await served.PostedAsync("merged", "Night mode");
        await served.PostAsync($"/portal/merged/{second}/comments", [("body", "Said of the night mode")]);
        await served.AddAsync(new VoiceComment { VoiceId = second, At = DateTimeOffset.UnixEpoch, Body = "secret note of the merged" });
        await served.Voices.MergeAsync(second, first, Author.Host, Stop);

        var answer = await served.OpenAsync($"/portal/merged/{second}");

        Assert.Equal((HttpStatusCode.Redirect, $"/portal/merged/{first}"), (answer.Status, answer.Location));
        var page = (await served.OpenAsync($"/portal/merged/{first}")).Body;
        Assert.Contains("1 more that say the same", page, StringComparison.Ordinal);
        Assert.Contains("Said of the night mode", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret note", page, StringComparison.Ordinal);

        Assert.True(await served.Voices.UnmergeAsync((await served.AllAsync<Merge>()).Single(merge => merge.FromId == second).Id, Author.Host, Stop));
        Assert.Contains("Said of the night mode", (await served.OpenAsync($"/portal/merged/{second}")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Said of the night mode", (await served.OpenAsync($"/portal/merged/{first}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ByMail_CountsOnlyOnceItsOwnerSaysSo()
    {
        await using var receiver = new SmtpReceiver();
        await served.Server.Get<MailServers>().SaveAsync(
            new MailServer { Host = "127.0.0.1", Port = receiver.Port, Security = MailSecurity.None, From = "duet@example.org", FromName = "Duet" }, Stop);
        var (_, post) = await served.PostedAsync("followed", "Tell \"me\" <b>");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.PostAsync($"/portal/followed/{post}/subscribe", [("mail", "nowhere")])).Status);
        var asked = await served.PostAsync($"/portal/followed/{post}/subscribe", [("mail", "Kim@Example.org"), ("vote", "1")]);
        Assert.Equal($"/portal/followed/{post}?said=follow", asked.Location);
        var mail = Assert.Single(await receiver.WaitAsync(1, Stop));
        var path = new Uri(Link().Match(mail.Text).Value).AbsolutePath;

        Assert.StartsWith("/portal/confirm/", path, StringComparison.Ordinal);
        Assert.Equal(["kim@example.org"], mail.To);
        // Programs that look for viruses open every link.
        Assert.Equal(HttpStatusCode.OK, (await served.OpenAsync(path)).Status);
        Assert.False((await AskerAsync(post)).IsConfirmed);
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync(path, [])).Status);
        Assert.True((await AskerAsync(post)).IsConfirmed);
        Assert.Equal(1, (await served.AllAsync<Voice>()).Single(voice => voice.Id == post).Votes);

        // All links of a person carry the same; whether it helped is asked when it is there.
        var answer = path.Replace("/confirm/", "/answer/", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await served.PostAsync(answer, [("helped", "yes")])).Status);
        await served.Voices.ChangeAsync(post, Author.Host, change => change.ConfirmAsked = DateTimeOffset.UnixEpoch, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.PostAsync(answer, [])).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync(answer, [("helped", "yes")])).Status);
        Assert.True((await served.AllAsync<Voice>()).Single(voice => voice.Id == post).Helped);

        // As mail programs do it by one click (RFC 8058).
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync(path.Replace("/confirm/", "/stop/", StringComparison.Ordinal), [("List-Unsubscribe", "One-Click")])).Status);
        Assert.NotNull((await AskerAsync(post)).StoppedAt);
        Assert.Equal(HttpStatusCode.NotFound, (await served.OpenAsync("/portal/confirm/0123456789abcdef0123456789abcdef")).Status);
    }

    [Fact]
    public async Task Roadmap_AndChangelog_ShowWhatIsPublic()
    {
        var (_, post) = await served.PostedAsync("planned", "Bigger exports");
        var initiative = await served.AddAsync(new Initiative { Name = "EXP-7 inner name", Key = "exp-7 inner name", PublicTitle = "Exports of any size", IsPublic = true, Slot = RoadmapSlot.Now, State = InitiativeState.Started, CreatedAt = DateTimeOffset.UnixEpoch });
        await served.AddAsync(new Initiative { Name = "Hidden thing", Key = "hidden thing", Slot = RoadmapSlot.Now, State = InitiativeState.Started, CreatedAt = DateTimeOffset.UnixEpoch });
        await served.Voices.ChangeAsync(post, Author.Host, change => change.Link = new NewLink(LinkTarget.Initiative, initiative.Id, null, "person", 1), Stop);
        await served.AddAsync(new ChangelogEntry { Title = "Exports <grew>", Body = "Now **1,000,000** rows & <script>alert(1)</script>", PublishedAt = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero) });

        var roadmap = (await served.OpenAsync("/portal/roadmap")).Body;
        var changelog = (await served.OpenAsync("/portal/changelog")).Body;
        var feed = await served.OpenAsync("/portal/changelog.atom");

        Assert.Contains("Exports of any size", roadmap, StringComparison.Ordinal);
        Assert.Contains("1 post asks for it", roadmap, StringComparison.Ordinal);
        Assert.DoesNotContain("inner name", roadmap, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden thing", roadmap, StringComparison.Ordinal);
        Assert.Contains("Exports &lt;grew&gt;", changelog, StringComparison.Ordinal);
        Assert.Equal("application/atom+xml", feed.ContentType);
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entry = Assert.Single(XDocument.Parse(feed.Body).Root!.Elements(atom + "entry"));
        Assert.Equal("Exports <grew>", entry.Element(atom + "title")!.Value);
        Assert.Contains("<strong>1,000,000</strong>", entry.Element(atom + "content")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", entry.Element(atom + "content")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Widget_OnItsSites_TakesAVoice()
    {
        var board = await served.BoardAsync("embedded", origins: ["https://shop.example.org", "http://127.0.0.1:9"]);

        var form = await served.OpenAsync("/embed/feedback/embedded");
        var taken = await served.PostAsync("/embed/feedback/embedded", [("title", "From the shop")]);
        var page = await served.OpenAsync("/portal/embedded");

        Assert.Contains("frame-ancestors https://shop.example.org http://127.0.0.1:9", form.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors https://shop.example.org", taken.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Equal(VoiceChannel.Widget, Assert.Single(await served.AllAsync<Voice>(), voice => voice.BoardId == board.Id).Channel);
        Assert.DoesNotContain("Set-Cookie", form.Headers.Keys);
    }

    [Fact]
    public async Task Boards_ByTheirPage_AreAddedAndWhatWaitsIsShown()
    {
        using var owner = await served.Server.BrowseAsOwnerAsync();

        var saved = await owner.SubmitAsync("/feedback/boards", "board", ("Input.Name", "Made by hand"), ("Input.Slug", "by-hand"), ("Input.Kind", "Customer"), ("Input.IsPublic", "true"), ("Input.ReviewFirst", "true"), ("Input.Origins", "https://a.example"));
        var bad = await owner.SubmitAsync("/feedback/boards", "board", ("Input.Name", "x"), ("Input.Slug", "roadmap"), ("Input.Kind", "Customer"));
        await served.PostAsync("/portal/by-hand", [("title", "Look at me first")]);
        var post = (await served.AllAsync<Voice>()).Single(voice => voice.Title == "Look at me first");
        var shown = await owner.SubmitAsync("/feedback/boards", "review", ("Review.Show", $"{post.Id}"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.Redirect), (saved.Status, bad.Status, shown.Status));
        Assert.Contains("taken", bad.Body, StringComparison.Ordinal);
        Assert.Equal(VoiceKind.Customer, post.Kind);
        Assert.Contains("Look at me first", (await served.OpenAsync("/portal/by-hand")).Body, StringComparison.Ordinal);
    }

    private async Task<Asker> AskerAsync(int post) => (await served.AllAsync<Asker>()).Single(asker => asker.VoiceId == post);

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}
