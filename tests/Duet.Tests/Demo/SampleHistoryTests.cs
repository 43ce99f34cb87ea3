using System.Diagnostics;
using Duet.Demo;
using Duet.Engine.Facts;
using Microsoft.Extensions.Time.Testing;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Demo;

public sealed class SampleHistoryTests
{
    // A Thursday, in the middle of working hours.
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 11, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<SampleFacts> Facts = new(() => Tell(Now));

    [Fact]
    public void Organisation_AsPromised_HasItsProductsTeamsAndPeople()
    {
        var organisation = SampleOrganisation.Create();

        Assert.Equal(3, organisation.Products.Count());
        Assert.Equal(8, organisation.Teams.Count);
        Assert.Equal(10, organisation.Repositories.Count);
        Assert.Equal(60, organisation.People.Select(person => person.Key).Distinct().Count());
    }

    [Fact]
    public void Tell_SameSeed_TellsTheSame()
    {
        Assert.Equal(Facts.Value.Changes, Tell(Now).Changes);
        Assert.Equal(Facts.Value.Runs, Tell(Now).Runs);
        Assert.Equal(Facts.Value.Deployments, Tell(Now).Deployments);
    }

    [Fact]
    public void Tell_AnotherSeed_TellsAnother() =>
        Assert.NotEqual(Facts.Value.Changes, Tell(Now, seed: SampleHistory.DefaultSeed + 1).Changes);

    [Fact]
    public void Tell_ThreeWeeksLater_MovesTheSameStory()
    {
        var shift = TimeSpan.FromDays(21);

        var later = Tell(Now + shift);

        Assert.Equal(
            Facts.Value.Changes.Select(change => (change.Repo, change.Id, change.FirstCommitAt, change.MergedAt)),
            later.Changes.Select(change => (change.Repo, change.Id, change.FirstCommitAt - shift, change.MergedAt - shift)));
    }

    [Fact]
    public void Tell_AnyTime_KnowsNothingOfTheFuture()
    {
        var facts = Facts.Value;

        Assert.All(facts.Changes, change => Assert.All(
            new[] { change.FirstCommitAt, change.OpenedAt, change.ReadyAt, change.FirstReviewAt, change.ApprovedAt, change.MergedAt, change.ClosedAt, change.ReleasedAt, change.DeployedAt, change.RevertedAt },
            at => Assert.True(at is null || at <= Now)));
        Assert.All(facts.Commits, commit => Assert.True(commit.CommittedAt <= Now));
        Assert.All(facts.Reviews, review => Assert.True(review.SubmittedAt <= Now));
        Assert.All(facts.Runs, run => Assert.True(run.StartedAt <= Now && !(run.FinishedAt > Now)));
        Assert.All(facts.Deployments, deployment => Assert.True(deployment.StartedAt <= Now && !(deployment.RecoveredAt > Now)));
        Assert.All(facts.Incidents, incident => Assert.True(incident.DetectedAt <= Now && !(incident.ResolvedAt > Now)));
        Assert.All(facts.Releases, release => Assert.True(release.At <= Now));
    }

    [Fact]
    public void Tell_EveryChange_RunsThroughItsStagesInOrder() =>
        Assert.All(Facts.Value.Changes, change =>
        {
            DateTimeOffset[] known = [.. new[] { change.FirstCommitAt, change.OpenedAt, change.ReadyAt, change.FirstReviewAt, change.ApprovedAt, change.MergedAt, change.ReleasedAt }.OfType<DateTimeOffset>()];
            Assert.Equal(known.Order(), known);
            Assert.True(change.DeployedAt is null || change.DeployedAt >= change.MergedAt);
        });

    [Fact]
    public void Tell_Now_LeavesWorkOpen()
    {
        var changes = Facts.Value.Changes;

        Assert.Contains(changes, change => change is { MergedAt: null, ClosedAt: null });
        Assert.Contains(changes, change => change is { MergedAt: not null, ReleasedAt: null });
        Assert.Contains(changes, change => change is { MergedAt: null, ClosedAt: not null });
    }

    [Fact]
    public void Tell_EveryReference_HasItsRow()
    {
        var facts = Facts.Value;
        var changes = facts.Changes.Select(change => (change.Repo, change.Id)).ToHashSet();
        var commits = facts.Commits.Select(commit => (commit.Repo, commit.Sha)).ToHashSet();
        var deployments = facts.Deployments.Select(deployment => deployment.Id).ToHashSet();

        Assert.Equal(facts.Changes.Count, changes.Count);
        Assert.Equal(facts.Commits.Count, commits.Count);
        Assert.Equal(facts.Deployments.Count, deployments.Count);
        Assert.Equal(facts.FileChanges.Count, facts.FileChanges.DistinctBy(file => (file.Repo, file.Commit, file.Path)).Count());
        Assert.All(facts.Commits, commit => Assert.Contains((commit.Repo, commit.Change!), changes));
        Assert.All(facts.Reviews, review => Assert.Contains((review.Repo, review.Change), changes));
        Assert.All(facts.FileChanges, file => Assert.Contains((file.Repo, file.Commit), commits));
        Assert.All(facts.Incidents, incident => Assert.True(incident.CausedBy is null || deployments.Contains(incident.CausedBy)));
    }

    [Fact]
    public void Tell_EighteenMonths_TakesUnderThreeSeconds()
    {
        var watch = Stopwatch.StartNew();

        var facts = Tell(Now, seed: 7);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"took {watch.Elapsed}");
        Assert.InRange(facts.Changes.Count, 9_000, 13_000);
    }

    private static SampleFacts Tell(DateTimeOffset now, int seed = SampleHistory.DefaultSeed) =>
        new SampleHistory(SampleOrganisation.Create(), new FakeTimeProvider(now)).Tell(seed);
}
