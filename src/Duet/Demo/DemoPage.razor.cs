using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Duet.Demo;

/// <summary>Says what the sample is, what is planted in it, and how to leave it. Not found in a server with data of its own.</summary>
public sealed partial class DemoPage
{
    public const string Path = "/demo";

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DemoRun? Run => Services.GetService<DemoRun>();

    protected override void OnInitialized()
    {
        if (Run is null)
            Navigation.NotFound();
    }

    private static string Address(SampleStory story) => $"/metrics/{story.Metric}?by={story.Dimension}";

    private string When(SampleStory story) => story.UntilWeek is { } until
        ? Text["Passes", Monday(story.FromWeek), Monday(until - 1)]
        : Text["Stays", Monday(story.FromWeek)];

    private string Monday(int week) =>
        new SampleClock(Time.GetUtcNow(), SampleOrganisation.Weeks).Start.AddDays(7 * week).ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
