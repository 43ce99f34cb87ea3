namespace Duet.Demo;

/// <summary>
/// The stories told by the sample organisation, each at least 1.5 standard deviations of its weekly series.
/// The guide's page on the demo tells them in words.
/// </summary>
internal static class SampleStories
{
    public static SampleStory Reorganisation { get; } = new()
    {
        Key = "reorganisation",
        Title = "Checkout and Payments were given to different departments; authors and reviewers were parted, and answers that came the same day now come the next.",
        Metric = "change.time_to_first_review",
        Dimension = "repo",
        Values = ["checkout", "payments"],
        FromWeek = 67,
        Factor = 4,
        Echoes =
        [
            "review.response_time", "change.cycle_time", "change.lead_time", "deployment.lead_time", "commit.lead_time",
            "change.abandoned_share",
        ],
    };

    public static SampleStory FasterBuilds { get; } = new()
    {
        Key = "faster-builds",
        Title = "A build cache came to the shop's three largest repositories, and their pipelines take half the time.",
        Metric = "build.duration",
        Dimension = "repo",
        Values = ["storefront", "search", "checkout"],
        FromWeek = 36,
        Factor = 0.5,
    };

    public static SampleStory FailingSearch { get; } = new()
    {
        Key = "failing-search",
        Title = "Search moved to a new index. More than one deployment in four had to be repaired, until the team tested with real data.",
        Metric = "deployment.failed_share",
        Dimension = "service",
        Values = ["search"],
        FromWeek = 54,
        UntilWeek = 70,
        Factor = 8,
        Echoes = ["deployment.rework_share", "deployment.frequency", "deployment.recovery_time", "incident.count", "incident.resolution_time"],
    };

    public static IReadOnlyList<SampleStory> All { get; } = [Reorganisation, FasterBuilds, FailingSearch];
}
