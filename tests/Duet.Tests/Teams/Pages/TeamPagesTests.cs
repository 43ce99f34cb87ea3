using System.Diagnostics;
using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Teams.Pages;

public sealed class TeamPagesTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Team_AddedChangedAndEndedOnThePages_IsWhatWasEntered()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        await PersonAsync(server, "Ben", "ben@example.org");

        var added = await browser.SubmitAsync("/teams", "add-team", ("Input.Name", "Checkout"), ("Input.Parent", ""));
        Assert.Equal(HttpStatusCode.Redirect, added.Status);
        var path = new Uri(server.Address, added.Location!).PathAndQuery;
        var joined = await browser.SubmitAsync(path, "join-team", ("Join.Who", "Ben (ben@example.org)"), ("Join.Since", ""), ("Join.Lead", "true"));
        Assert.Contains("Saved.", joined.Body, StringComparison.Ordinal);
        Assert.Contains("led by Ben", joined.Body, StringComparison.Ordinal);
        await browser.SubmitAsync(path, "edit-team", ("Edit.Name", "Basket"), ("Edit.Parent", ""));
        await browser.SubmitAsync(
            path, "hours", ("Hours.Calendar.Zone", "Asia/Tokyo"), ("Hours.Calendar.Start", "10:00"), ("Hours.Calendar.End", "18:30"),
            ("Hours.Calendar.Days[Monday]", "true"), ("Hours.Calendar.Holidays", "2026-12-25"));

        var page = await browser.OpenAsync(path);
        Assert.Contains("<h1>Basket</h1>", page.Body, StringComparison.Ordinal);
        Assert.Contains("Mon, 10:00 to 18:30, Asia/Tokyo time", WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
        var list = await browser.OpenAsync("/teams?q=ben");
        Assert.Contains(">Basket</a>", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(">Basket</a>", (await browser.OpenAsync("/teams?q=nothing")).Body, StringComparison.Ordinal);

        await browser.SubmitAsync(path, "end-team", ("End.On", "2026-11-01"), ("End.Sure", "true"));
        Assert.DoesNotContain(">Basket</a>", (await browser.OpenAsync("/teams")).Body, StringComparison.Ordinal);
        Assert.Contains(">Basket</a>", (await browser.OpenAsync("/teams?ended=1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Membership_CorrectedOnThePage_TellsWhichNumbersMove()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        var person = await PersonAsync(server, "Ben", null);
        var (one, two) = (await TeamAsync(server, "One"), await TeamAsync(server, "Two"));
        var memberships = server.Get<Memberships>();
        await memberships.MoveAsync(person, one, null, false, Author.Host, Stop);
        var moved = await memberships.MoveAsync(person, two, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), false, Author.Host, Stop);
        var path = $"{TeamsModule.TeamPath(two)}?member={moved.Id}";

        var answer = await browser.SubmitAsync(
            path, "correct-member", ("Correct.Since", "2026-03-01"), ("Correct.Until", ""), ("Correct.Reason", "moved earlier"));

        Assert.Contains("Ben in Two", answer.Body, StringComparison.Ordinal);
        Assert.Contains("Numbers between 1 Mar 2026 and 1 Apr 2026 move with it", answer.Body, StringComparison.Ordinal);
        var noted = (await server.Get<Audit>().ListAsync(new AuditFilter("membership.correct"), Stop))[0];
        Assert.Equal("moved earlier", noted.Reason);
        Assert.StartsWith("account:", noted.Actor, StringComparison.Ordinal);
        Assert.Contains("Ben went to Two", (await browser.OpenAsync(TeamsModule.TeamPath(one))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Correct.Since", "yesterday", "is no day")]
    [InlineData("Correct.Until", "2020-01-01", "before it starts")]
    [InlineData("Correct.Stamp", "0000000000000000", "Somebody else changed this")]
    public async Task Membership_CorrectedWithABadField_StaysAndSaysWhy(string field, string value, string says)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        var (person, team) = (await PersonAsync(server, "Ben", null), await TeamAsync(server, "One"));
        var since = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var joined = await server.Get<Memberships>().JoinAsync(person, team, since, null, MembershipKind.Primary, Author.Host, Stop);
        var path = $"{TeamsModule.TeamPath(team)}?member={joined.Id}";
        var page = await browser.OpenAsync(path);
        var form = Browser.FormsOf(page.Body).First(found => found.Contains(("_handler", "correct-member")));

        var answer = await browser.PostAsync(
            path, [.. form.Where(entry => entry.Name != field), .. new[] { ("Correct.Since", "2026-04-01"), ("Correct.Until", "") }.Where(entry => entry.Item1 != field), (field, value)]);

        Assert.Contains(says, answer.Body, StringComparison.Ordinal);
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        Assert.Equal(since, (await db.Set<Membership>().SingleAsync(Stop)).Since);
    }

    [Fact]
    public async Task Service_MadeOnThePages_HasProductOwnerAndCode()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        var team = await TeamAsync(server, "Checkout");
        await Duet.Demo.SampleHistory.WriteAsync(
            new Duet.Demo.SampleHistory(Duet.Demo.SampleOrganisation.Create(), TimeProvider.System).Tell(), server.Get<Engine.Facts.IFactStore>(), "sample", Stop);

        await browser.SubmitAsync("/products", "add-product", ("Product.Name", "Market"));
        var added = await browser.SubmitAsync("/products", "add-service", ("Service.Name", "basket"), ("Service.Product", "1"));
        var path = new Uri(server.Address, added.Location!).PathAndQuery;
        await browser.SubmitAsync(path, "own", ("Own.Team", $"{team}"), ("Own.Since", ""));
        var look = await browser.OpenAsync(path + "?repo=storefront&path=basket");
        Assert.Contains("files there, last touched on", look.Body, StringComparison.Ordinal);
        var unknown = await browser.OpenAsync(path + "?repo=storefront&path=nowhere");
        Assert.Contains("was ever touched", unknown.Body, StringComparison.Ordinal);
        var mapped = await browser.SubmitAsync(path + "?repo=storefront&path=basket", "map");
        Assert.Contains("Saved.", mapped.Body, StringComparison.Ordinal);

        var list = await browser.OpenAsync("/products");
        Assert.Contains("storefront/basket", list.Body, StringComparison.Ordinal);
        Assert.Contains(">Checkout</a>", list.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OfALargeOrganisation_AnswerQuickly()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        await LargeOrganisation.WriteRecordsAsync(server);

        foreach (var path in new[] { "/teams", "/teams?q=team 01", "/teams/7", "/products", "/services/7" })
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(path)).Status);
            List<double> times = [];
            for (var round = 0; round < 9; round++)
            {
                var clock = Stopwatch.StartNew();
                await browser.OpenAsync(path);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
            output.WriteLine($"{path}: median {times.Order().ElementAt(4):0} ms, least {times.Min():0} ms, {(await browser.OpenAsync(path)).Body.Length} characters");
            // 100 ms on an idle machine; the least of nine is what this one could do beside all other tests.
            Assert.True(times.Min() < 400, $"{path}: {times.Min():0} ms");
        }
    }

    [Fact]
    public async Task Team_OfTheDemo_ShowsItsDeliveryAndCanBeChosenOnOtherPages()
    {
        using var demo = await Duet.Demo.DemoData.CreateAsync(Duet.Demo.SampleHistory.DefaultSeed, TimeProvider.System, Stop);
        await using var server = await RunningServer.StartAsync(options => options with { GuestReadOnly = true }, demo.Folder);
        Assert.True(await server.Get<Duet.Teams.Projection.DimensionProjection>().RefreshAsync(Stop));
        using var browser = server.Browse();
        var team = (await server.Get<TeamTrees>().ReadAsync(Stop)).Nodes.Single(node => node.Name == "Checkout");

        var page = await browser.OpenAsync(TeamsModule.TeamPath(team.Id));
        Assert.Contains("/metrics/change.time_to_first_review?where=team:Checkout", WebUtility.UrlDecode(page.Body), StringComparison.Ordinal);
        Assert.Contains("class=\"value\"", page.Body, StringComparison.Ordinal);
        foreach (var path in new[] { "/metrics/change.time_to_first_review?where=team:Checkout", "/delivery?where=repo:checkout&where=team:Checkout", "/explore?metric=change.size&where=team:Checkout" })
        {
            var answer = await browser.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Matches("<option value=\"team:Checkout\" selected", answer.Body);
        }
    }

    private static async Task<int> TeamAsync(RunningServer server, string name) =>
        (await server.Get<KnownTeams>().AddAsync(new TeamInput(name), Author.Host, Stop)).Id;

    private static async Task<int> PersonAsync(RunningServer server, string name, string? mail)
    {
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = new Person { Name = name, Mail = mail, CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Add(person);
        await db.SaveChangesAsync(Stop);
        return person.Id;
    }
}
