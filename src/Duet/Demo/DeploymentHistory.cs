using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Deploys one service: behind most merges to staging, then to production; some fail and are repaired.</summary>
internal sealed class DeploymentHistory(SampleRepository repository, SampleClock clock, Chance chance)
{
    private const double FailureShare = 0.05;

    private int number;

    /// <summary>Ends of successful production deployments, with the merge they carry, in order; times in working hours.</summary>
    public IReadOnlyList<SampleDeployment> Tell(IReadOnlyList<SampleChange> changes, SampleFacts facts)
    {
        if (!repository.IsService)
            return [];
        List<SampleDeployment> deployments = [];
        foreach (var change in changes.Where(change => change.Merged >= 0).OrderBy(change => change.Merged))
        {
            if (!chance.Happens(0.6))
                continue;
            var merged = change.Merged!.Value;
            var start = clock.At(merged + 0.3 + chance.Around(0.4, 0.5));
            var minutes = chance.Around(7, 0.35);
            var broken = chance.Happens(0.03);
            Staging(change, start.AddMinutes(-20));
            Production(change, start, minutes, broken);
            if (!broken)
                deployments.Add(new SampleDeployment(merged, start.AddMinutes(minutes)));
        }
        Neighbours(facts);
        return deployments;

        void Staging(SampleChange change, DateTimeOffset start) =>
            Add(facts, Fact(change.Sha, "staging", start, chance.Around(4, 0.3), Outcome.Success));

        void Production(SampleChange change, DateTimeOffset start, double minutes, bool broken)
        {
            var deployment = Fact(change.Sha, "production", start, minutes, broken ? Outcome.Failure : Outcome.Success);
            var share = FailureShare
                * SampleStories.FailingSearch.FactorIn(repository.Name, SampleClock.WeekOf(change.Merged!.Value));
            if (broken || !chance.Happens(share))
                Add(facts, deployment);
            else
                Fail(change, deployment, start.AddMinutes(minutes), facts);
        }
    }

    private void Fail(SampleChange change, DeploymentFact deployment, DateTimeOffset finished, SampleFacts facts)
    {
        var failed = finished.AddMinutes(chance.Around(20, 0.7));
        var recovered = failed.AddMinutes(chance.Around(70, 0.6));
        Add(facts, deployment with { FailedAt = clock.Seen(failed), RecoveredAt = clock.Seen(recovered) });
        Add(facts, Fact(change.Sha, "production", recovered.AddMinutes(-6), 6, Outcome.Success) with
        {
            IsRework = true,
            IsRollback = chance.Happens(0.5),
        });
        if (chance.Happens(0.8))
            Incident(failed, failed.AddMinutes(-chance.Around(12, 0.6)), recovered, deployment.Id, facts);
    }

    // What goes wrong without any deployment: networks, disks, others.
    private void Neighbours(SampleFacts facts)
    {
        for (var week = 0; week <= SampleOrganisation.Weeks; week++)
        {
            for (var i = chance.Events(0.2); i > 0; i--)
            {
                var detected = clock.At((week + chance.Uniform()) * SampleClock.HoursPerWeek);
                Incident(detected, detected.AddMinutes(-chance.Around(9, 0.6)), detected.AddMinutes(chance.Around(80, 0.6)), null, facts);
            }
        }
    }

    private void Incident(DateTimeOffset detected, DateTimeOffset impact, DateTimeOffset resolved, string? cause, SampleFacts facts)
    {
        var acknowledged = detected.AddMinutes(chance.Around(4, 0.6));
        var severity = chance.Happens(0.25) ? "high" : "low";
        if (detected < clock.Start || detected > clock.Now)
            return;
        facts.Incidents.Add(new IncidentFact
        {
            Id = $"{repository.Name}-{++number}",
            Service = repository.Name,
            Severity = severity,
            ImpactAt = impact,
            DetectedAt = detected,
            AcknowledgedAt = clock.Seen(acknowledged < resolved ? acknowledged : resolved),
            ResolvedAt = clock.Seen(resolved),
            CausedBy = cause,
        });
    }

    private DeploymentFact Fact(string sha, string environment, DateTimeOffset start, double minutes, Outcome outcome)
    {
        var finished = clock.Seen(start.AddMinutes(minutes));
        return new DeploymentFact
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{repository.Name}/{++number}"),
            Service = repository.Name,
            Environment = environment,
            Repo = repository.Name,
            Sha = sha,
            StartedAt = start,
            FinishedAt = finished,
            Outcome = finished is null ? Outcome.Running : outcome,
        };
    }

    private void Add(SampleFacts facts, DeploymentFact deployment)
    {
        if (deployment.StartedAt <= clock.Now)
            facts.Deployments.Add(deployment);
    }
}

/// <summary>A successful production deployment: the merge up to which it carries all changes, and its end.</summary>
/// <param name="Merged">In working hours since the start.</param>
/// <param name="Finished">May lie in the future.</param>
internal sealed record SampleDeployment(double Merged, DateTimeOffset Finished);
