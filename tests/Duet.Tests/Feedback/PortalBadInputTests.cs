using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Duet.Feedback.Records;
using Duet.Platform.Ui;

namespace Duet.Tests.Feedback;

/// <summary>What people outside send to do harm: the exact answer, and pages that stay harmless.</summary>
public sealed class PortalBadInputTests(FeedbackServer served) : IClassFixture<FeedbackServer>
{
    public static TheoryData<string> Harmful =>
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1)) [y](JaVaScRiPt&colon;alert(1)) <javascript:alert(1)>",
        "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
        "[x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "![track](https://evil.example/pixel.gif) ![t][r]\n\n[r]: https://evil.example/r.gif",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><form action=https://evil.example><input name=x></form>",
        "<a href=\"x\" style=\"position:fixed;inset:0\" onclick=alert(1)>y</a>",
    ];

    [Theory, MemberData(nameof(Harmful))]
    public async Task Body_ThatWouldDoHarm_IsTakenAndInert(string body)
    {
        var (_, post) = await served.PostedAsync("harmful", "Harm", body);

        var page = (await served.OpenAsync($"/portal/harmful/{post}")).Body;

        Assert.Equal(body, (await served.AllAsync<Voice>()).Single(voice => voice.Id == post).Body);
        // What is quoted in the text does nothing: only tags are looked at.
        var tags = string.Concat(Regex.Matches(page.Split("class=\"words\"")[1].Split("</article>")[0].Split('>', 2)[1], "<[^>]*>").Select(tag => tag.Value));
        foreach (var harm in new[] { "<script", "<img", "<svg", "<iframe", "<form", "<input", "<style", "<math", "href=\"javascript", "href=\"data", " onerror=\"", "style=\"" })
            Assert.DoesNotContain(harm, tags, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("*")]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("<b>")]
    [InlineData("`a ")]
    [InlineData("|a|\n|-|\n")]
    public async Task Body_NestedTenThousandTimes_IsShownAtOnce(string sign)
    {
        var body = new StringBuilder().Insert(0, sign, Voice.LongestBody / sign.Length).ToString();
        var (_, post) = await served.PostedAsync("nested", "Nested", body);
        Assert.Equal(HttpStatusCode.OK, (await served.OpenAsync($"/portal/nested/{post}")).Status);

        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var watch = Stopwatch.StartNew();
            SafeMarkdown.Html(body);
            shortest = TimeSpan.FromTicks(Math.Min(shortest.Ticks, watch.Elapsed.Ticks));
        }
        Assert.True(shortest < TimeSpan.FromMilliseconds(50), $"{shortest.TotalMilliseconds:0.0} ms");
    }

    [Fact]
    public async Task Body_OfTenThousandSigns_IsTakenAndOneMoreIsGivenBack()
    {
        await served.BoardAsync("long");
        var body = string.Join("\r\n", Enumerable.Repeat("中文字", Voice.LongestBody / 4));

        var taken = await served.PostAsync("/portal/long", [("title", "Long"), ("body", body)]);
        var back = await served.PostAsync("/portal/long", [("title", "Longer"), ("body", body + "xx")]);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity), (taken.Status, back.Status));
        Assert.Contains("longer than 10,000", back.Body, StringComparison.Ordinal);
        Assert.Contains("xx</textarea>", back.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"Longer\"", back.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Title_ThatHidesAndTurns_IsShownWithoutAndKeptRaw()
    {
        const string title = "Pay\u202Elap\u202C\u200B pal\u2066 cafe\u0301 \u0440\u0430y";
        var (board, _) = await served.PostedAsync("hiding", title);

        var voice = (await served.AllAsync<Voice>()).Single(voice => voice.BoardId == board.Id);
        var page = (await served.OpenAsync("/portal/hiding")).Body;

        Assert.Equal("Paylap pal caf\u00e9 \u0440\u0430y", voice.Title);
        Assert.Equal(title, voice.RawTitle);
        Assert.DoesNotContain(page, letter => CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.Format);
    }

    [Fact]
    public async Task Form_WithFilesOrTooLarge_IsRefused()
    {
        await served.BoardAsync("files");
        using var file = new MultipartFormDataContent { { new StringContent("x"), "title" }, { new ByteArrayContent([1, 2]), "file", "x.svg" } };

        var withFile = await served.SendAsync(HttpMethod.Post, "/portal/files", file);
        var large = await served.PostAsync("/portal/files", [("title", "x"), ("body", new string('x', 300_000))]);
        var robot = await served.PostAsync("/portal/files", [("title", "x"), ("website", "https://spam.example")]);
        var empty = await served.PostAsync("/portal/files", [("title", "\u200B\u202E ")]);

        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity),
            (withFile.Status, large.Status, robot.Status, empty.Status));
        Assert.All(new[] { withFile, large }, answer => Assert.DoesNotContain("blazor.web.js", answer.Body, StringComparison.Ordinal));
        Assert.DoesNotContain(await served.AllAsync<Voice>(), voice => voice.Title == "x");
    }

    [Fact]
    public async Task Form_WithFieldsNobodyAsksFor_SetsNothing()
    {
        var board = await served.BoardAsync("fields", reviewFirst: true);

        await served.PostAsync("/portal/fields", [("title", "Mass"), ("Shown", "Open"), ("shown", "Open"), ("kind", "Pm"), ("votes", "99"), ("IsTeam", "true")]);

        var voice = (await served.AllAsync<Voice>()).Single(voice => voice.BoardId == board.Id);
        Assert.Equal((PublicState.InReview, VoiceKind.User, 0), (voice.Shown, voice.Kind, voice.Votes));
    }

    [Fact]
    public async Task Posts_FiveHundredInABurst_AreMostlyRefusedAndTheServerGoesOn()
    {
        var board = await served.BoardAsync("burst");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 500; i++)
            statuses.Add((await served.PostAsync("/portal/burst", [("title", $"Spam {i}")], "203.0.113.7")).Status);

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.TooManyRequests], statuses.Distinct().Order());
        // Two windows of a minute at most lie in the burst.
        Assert.InRange((await served.AllAsync<Voice>()).Count(voice => voice.BoardId == board.Id), 6, 60);
        Assert.Equal(HttpStatusCode.SeeOther, (await served.PostAsync("/portal/burst", [("title", "Somebody else")])).Status);
    }

    [Fact]
    public async Task Votes_AThousandFromOneAddress_CountAsAFew()
    {
        var (_, post) = await served.PostedAsync("stuffed", "Stuff me");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 1_000; i++)
            statuses.Add((await served.PostAsync($"/portal/stuffed/{post}/vote", [], "203.0.113.8", $"Browser {i}")).Status);
        await served.PostAsync($"/portal/stuffed/{post}/vote", [], "203.0.113.9", "Same");
        await served.PostAsync($"/portal/stuffed/{post}/vote", [], "203.0.113.9", "Same");

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        var votes = (await served.AllAsync<Vote>()).Where(vote => vote.VoiceId == post).ToList();
        Assert.Equal(11, votes.Count);
        Assert.Equal(11, (await served.AllAsync<Voice>()).Single(voice => voice.Id == post).Votes);
        Assert.All(votes, vote => Assert.Equal(32, vote.Voter.Length));
        Assert.DoesNotContain("203.0.113", Dump(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/portal/nowhere")]
    [InlineData("/portal/nowhere/new")]
    [InlineData("/portal/closed-board")]
    [InlineData("/portal/nested/999999")]
    [InlineData("/portal/confirm/zz")]
    [InlineData("/embed/feedback/nowhere")]
    public async Task Address_OfNothing_IsABareNotFound(string path)
    {
        await served.BoardAsync("closed-board", isPublic: false);

        var answer = await served.OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.DoesNotContain("blazor.web.js", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Keys);
    }

    // Everything that is kept, as text.
    private string Dump()
    {
        var kept = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(served.Folder, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".lock", StringComparison.Ordinal))
                continue;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            kept.Append(Encoding.Latin1.GetString(memory.ToArray()));
        }
        return kept.ToString();
    }
}
