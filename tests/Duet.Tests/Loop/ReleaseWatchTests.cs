using Duet.Access;
using Duet.Feedback.Records;
using Duet.Loop.Telling;
using Duet.Loop.Watching;
using Duet.Platform.Messages;
using Duet.Tests.Platform.Messages;

namespace Duet.Tests.Loop;

public sealed class ReleaseWatchTests(LoopServer loop) : IClassFixture<LoopServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ReleaseWatch Watch => loop.Server.Get<ReleaseWatch>();

    private Proposals Proposals => loop.Server.Get<Proposals>();

    [Fact]
    public async Task Voice_WhoseWorkIsDeployed_IsReleasedAndProposed()
    {
        var initiative = await loop.InitiativeAsync("Deployed", "dep-1", loop.Days(-1));
        var voice = await loop.VoiceAsync("Export stops");
        await loop.LinkVoiceAsync(voice, initiative);

        await Watch.LookAsync(Stop);

        var row = await loop.RowAsync(voice);
        // Work was under way before the voice was linked: the leg is nothing, and never less.
        Assert.Equal(row.LinkedAt, row.StartedAt);
        Assert.Equal(row.LinkedAt, row.ReleasedAt);
        var proposal = await Proposals.OfVoiceAsync(voice, Stop);
        Assert.Equal("Deployed", proposal!.Name);
        Assert.Contains("Deployed", proposal.Row.Subject, StringComparison.Ordinal);
        Assert.Equal(0, await Watch.LookAsync(Stop));
    }

    [Fact]
    public async Task Voice_WithWorkStillOnItsWay_WaitsForAllOfIt()
    {
        var initiative = await loop.InitiativeAsync("Two changes", "two-1", loop.Days(-1));
        await loop.LinkAsync(initiative, "two-2", null);
        var voice = await loop.VoiceAsync("Needs both");
        await loop.LinkVoiceAsync(voice, initiative);

        await Watch.LookAsync(Stop);
        Assert.Null((await loop.RowAsync(voice)).ReleasedAt);
        Assert.NotNull((await loop.RowAsync(voice)).StartedAt);
        Assert.Null(await Proposals.OfVoiceAsync(voice, Stop));

        await loop.DeployAsync("two-2", loop.Days(0));
        await Watch.LookAsync(Stop);
        Assert.NotNull((await loop.RowAsync(voice)).ReleasedAt);
    }

    [Fact]
    public async Task Work_ThatWasThereBeforeTheVoice_IsNoAnswer()
    {
        var initiative = await loop.InitiativeAsync("Long there", "old-1", loop.Days(-60));
        var voice = await loop.VoiceAsync("Still not good");
        await loop.LinkVoiceAsync(voice, initiative);

        await Watch.LookAsync(Stop);

        Assert.Null((await loop.RowAsync(voice)).ReleasedAt);
    }

    [Fact]
    public async Task Proposal_ThatWasDismissed_ComesAgainWithOtherWorkOnly()
    {
        var initiative = await loop.InitiativeAsync("Not yet", "not-1", loop.Days(-1));
        var voice = await loop.VoiceAsync("Was it this?");
        await loop.LinkVoiceAsync(voice, initiative);
        await Watch.LookAsync(Stop);

        Assert.Null(await loop.Server.Get<Tellings>().DismissAsync((await Proposals.OfVoiceAsync(voice, Stop))!.Row.Id, Caller.Host, Stop));
        Assert.Null((await loop.RowAsync(voice)).ReleasedAt);
        await Watch.LookAsync(Stop);
        Assert.Null(await Proposals.OfVoiceAsync(voice, Stop));

        await loop.LinkAsync(initiative, "not-2", loop.Days(0));
        await Watch.LookAsync(Stop);
        Assert.NotNull(await Proposals.OfVoiceAsync(voice, Stop));
    }

    [Fact]
    public async Task Proposal_WhereSlackHasAChannel_IsNoticedThereOnceWithoutNames()
    {
        await using var slack = await SlackReceiver.StartAsync();
        await loop.Server.Get<SlackWorkspaces>().SaveAsync(new SlackWorkspace(slack.Webhook, null, slack.Api), Stop);
        var initiative = await loop.InitiativeAsync("Noticed", "slack-1", loop.Days(-1));
        foreach (var voice in (int[])[await loop.VoiceAsync("Somebody's own words", "jana@example.org"), await loop.VoiceAsync("Of another")])
            await loop.LinkVoiceAsync(voice, initiative);

        await Watch.LookAsync(Stop);
        await Watch.LookAsync(Stop);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (slack.Payloads.IsEmpty)
            await Task.Delay(50, limit.Token);
        await loop.Server.Get<SlackWorkspaces>().RemoveAsync(Stop);
        var payload = Assert.Single(slack.Payloads);
        Assert.Contains("Noticed", payload.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("/loop#tell", $"{payload}", StringComparison.Ordinal);
        Assert.DoesNotContain("jana", $"{payload}", StringComparison.Ordinal);
        Assert.DoesNotContain("own words", $"{payload}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voices_OfOneInitiative_ShareAProposal()
    {
        var initiative = await loop.InitiativeAsync("Shared", "sha-1", loop.Days(-1));
        var (first, second) = (await loop.VoiceAsync("One", "one@example.org"), await loop.VoiceAsync("Two", kind: VoiceKind.Developer));
        await loop.LinkVoiceAsync(first, initiative);
        await loop.LinkVoiceAsync(second, initiative);

        await Watch.LookAsync(Stop);

        var proposal = await Proposals.OfVoiceAsync(first, Stop);
        Assert.Equal(proposal!.Row.Id, (await Proposals.OfVoiceAsync(second, Stop))!.Row.Id);
        Assert.Equal((2, 1), (proposal.Voices.Count, proposal.Reachable));
    }
}
