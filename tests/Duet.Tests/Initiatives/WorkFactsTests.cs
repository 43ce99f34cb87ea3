using Duet.Access;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Teams;

namespace Duet.Tests.Initiatives;

public sealed class WorkFactsTests(WorkServer work) : IClassFixture<WorkServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WorkFacts Facts => work.Server.Get<WorkFacts>();

    [Theory]
    [InlineData(WorkTarget.Change, "shop", "7", "#7 MP-1182: export all rows", 3, "d1", "deployment", 1)]
    [InlineData(WorkTarget.Change, "shop", "a1", "#7 MP-1182: export all rows", 3, "d1", "deployment", 1)]
    [InlineData(WorkTarget.Change, "shop", "8", "#8 Colours", null, null, null, 1)]
    [InlineData(WorkTarget.Change, "shop", "99", "shop 99", null, null, null, 0)]
    [InlineData(WorkTarget.Service, "", "export", "export", 5, "d2", "service", WorkFacts.SureOfService)]
    [InlineData(WorkTarget.Repo, "shop", "", "shop", 3, "a1", "repository", WorkFacts.SureOfRepository)]
    [InlineData(WorkTarget.Release, "shop", "v1.4", "shop v1.4", 2, "shop v1.4", "release", 1)]
    internal async Task Work_OfEachKind_IsSeenAsTheFactsHaveIt(
        WorkTarget target, string repo, string key, string title, int? days, string? proof, string? method, double confidence)
    {
        var seen = Assert.Single(await Facts.SeenAsync([Link(target, repo, key)], null, Stop));

        Assert.Equal(title, seen.Title);
        Assert.Equal(days is { } after ? WorkServer.Monday.AddDays(after) : null, seen.ShippedAt);
        Assert.Equal((proof, method, confidence), (seen.Proof, seen.Method, seen.Confidence));
    }

    [Fact]
    public async Task Service_SinceADay_ShipsWithTheFirstDeploymentAfterIt()
    {
        var link = Link(WorkTarget.Service, "", "export");

        Assert.Equal("d2", (await Facts.SeenAsync([link], WorkServer.Monday.AddDays(4), Stop))[0].Proof);
        Assert.Equal("d1", (await Facts.SeenAsync([link], WorkServer.Monday, Stop))[0].Proof);
        Assert.Null((await Facts.SeenAsync([link], WorkServer.Monday.AddDays(6), Stop))[0].ShippedAt);
    }

    [Fact]
    public async Task Codes_InTitles_AreFoundAsWholeWords()
    {
        Assert.Equal([("mp-1182", "shop", "a1", "7")], await Facts.NamingAsync(["mp-1182", "MP-118", "P-1182"], Stop));
    }

    [Fact]
    public async Task Link_ThatSomebodyRemoved_IsNotFoundAgain()
    {
        var id = await work.InitiativeAsync("Wrongly found");
        var links = work.Server.Get<WorkLinks>();
        WorkLink Found() => new() { Owner = WorkOwner.Initiative, OwnerId = id, Target = WorkTarget.Change, Repo = "shop", Key = "a1", Confidence = .8, Method = "title" };

        Assert.Equal(1, await links.FoundAsync([Found()], Stop));
        var found = Assert.Single(await links.ListAsync(WorkOwner.Initiative, id, Stop));
        await links.RemoveAsync(WorkOwner.Initiative, id, found.Id, Caller.Host, Stop);
        Assert.Equal(0, await links.FoundAsync([Found()], Stop));
        Assert.Empty(await links.ListAsync(WorkOwner.Initiative, id, Stop));

        // Somebody may change their mind.
        Assert.Equal(OutcomeKind.Added, (await links.AddAsync(WorkOwner.Initiative, id, WorkTarget.Change, "shop", "a1", Caller.Host, Stop)).Kind);
        Assert.Equal((1d, WorkLinks.BySomebody), ((await links.ListAsync(WorkOwner.Initiative, id, Stop))[0].Confidence, (await links.ListAsync(WorkOwner.Initiative, id, Stop))[0].Method));
    }

    private static WorkLink Link(WorkTarget target, string repo, string key) =>
        new() { Owner = WorkOwner.Initiative, OwnerId = 1, Target = target, Repo = repo, Key = key, Confidence = 1, Method = WorkLinks.BySomebody };
}
