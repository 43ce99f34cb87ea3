using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Runs the pipeline of one repository: when a change is opened, for each round of its review, and after its merge.</summary>
internal sealed class BuildHistory(SampleRepository repository, SampleClock clock, Chance chance)
{
    private int number;

    public void Tell(IReadOnlyList<SampleChange> changes, SampleFacts facts)
    {
        foreach (var change in changes)
        {
            var branch = string.Create(CultureInfo.InvariantCulture, $"change-{change.Number}");
            Run(change.Opened, change.Sha, branch, facts);
            foreach (var review in change.Reviews.Where(review => review.Verdict == ReviewVerdict.ChangesRequested))
                Run(review.At + 1, change.Sha, branch, facts);
            if (change.Merged is { } merged)
                Run(merged, change.Sha, null, facts);
        }
    }

    private void Run(double at, string sha, string? branch, SampleFacts facts)
    {
        number++;
        var queued = clock.At(at);
        var outcome = chance.Uniform() switch
        {
            < 0.03 => Outcome.Cancelled,
            var draw when draw < (branch is null ? 0.09 : 0.17) => Outcome.Failure,
            _ => Outcome.Success,
        };
        var finished = Attempt(1, outcome, queued);
        if (outcome == Outcome.Failure && chance.Happens(0.35))
            Attempt(2, chance.Happens(0.7) ? Outcome.Success : Outcome.Failure, finished.AddMinutes(chance.Around(8, 0.8)));

        DateTimeOffset Attempt(int attempt, Outcome ending, DateTimeOffset start)
        {
            var factor = SampleStories.FasterBuilds.FactorIn(repository.Name, SampleClock.WeekOf(at));
            var started = start.AddMinutes(chance.Around(0.7, 0.8));
            var end = started.AddMinutes(chance.Around(repository.BuildMinutes * factor, 0.2));
            if (start >= clock.Start && started <= clock.Now)
            {
                facts.Runs.Add(new RunFact
                {
                    Repo = repository.Name,
                    Id = string.Create(CultureInfo.InvariantCulture, $"{number}.{attempt}"),
                    Pipeline = "build",
                    Sha = sha,
                    Branch = branch ?? "main",
                    IsDefaultBranch = branch is null,
                    Attempt = attempt,
                    QueuedAt = start,
                    StartedAt = started,
                    FinishedAt = clock.Seen(end),
                    Outcome = end <= clock.Now ? ending : Outcome.Running,
                });
            }
            return end;
        }
    }
}
