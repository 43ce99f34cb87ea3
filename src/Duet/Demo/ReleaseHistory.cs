using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Cuts the releases of one repository: a train every week or two, with a candidate or a repair now and then.</summary>
internal sealed class ReleaseHistory(SampleRepository repository, SampleClock clock, Chance chance)
{
    // Wednesday afternoon.
    private const double HourOfWeek = 2 * SampleClock.HoursPerDay + 6;

    private int minor;
    private double previous = double.NegativeInfinity;
    private DateTimeOffset? previousAt;

    /// <summary>Releases, pre-releases apart, in order of time and in working hours, the future included.</summary>
    public IReadOnlyList<SampleRelease> Tell(IReadOnlyList<SampleChange> changes, SampleFacts facts)
    {
        var merged = changes.Where(change => change.Merged is not null).OrderBy(change => change.Merged).ToArray();
        List<SampleRelease> releases = [];
        for (var week = 0; week <= SampleOrganisation.Weeks; week += repository.ReleaseEveryWeeks)
        {
            var at = week * SampleClock.HoursPerWeek + HourOfWeek + 2 * chance.Uniform();
            var (hasCandidate, hasRepair) = (chance.Happens(0.25), chance.Happens(0.12));
            minor++;
            if (hasCandidate)
                Add(new SampleRelease($"v1.{minor}.0-rc.1", at - 7), merged, ReleaseKind.Minor, true, facts);
            releases.Add(new SampleRelease($"v1.{minor}.0", at));
            Add(releases[^1], merged, ReleaseKind.Minor, false, facts);
            if (!hasRepair)
                continue;
            releases.Add(new SampleRelease($"v1.{minor}.1", at + 6 + 8 * chance.Uniform()));
            Add(releases[^1], merged, ReleaseKind.Patch, false, facts);
        }
        return releases;
    }

    private void Add(SampleRelease release, SampleChange[] merged, ReleaseKind kind, bool prerelease, SampleFacts facts)
    {
        if (clock.Seen(release.At) is not { } at)
            return;
        var contained = merged.Where(change => change.Merged <= release.At && change.Merged > previous).ToArray();
        facts.Releases.Add(new ReleaseFact
        {
            Repo = repository.Name,
            Tag = release.Tag,
            Sha = contained.Length > 0 ? contained[^1].Sha : chance.Sha(),
            At = at,
            Prerelease = prerelease,
            Kind = kind,
            IsHotfix = kind == ReleaseKind.Patch,
            PreviousAt = previousAt,
            Changes = contained.Length,
            Commits = contained.Sum(change => change.Commits.Count + 1),
        });
        if (!prerelease)
            (previous, previousAt) = (release.At, at);
    }
}

/// <summary>A tag and when it was set, in working hours since the start.</summary>
internal sealed record SampleRelease(string Tag, double At);
