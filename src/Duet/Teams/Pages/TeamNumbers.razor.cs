using Duet.Access;
using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Metrics;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>The delivery of one team in a few figures, as the metric engine tells them: hidden where too few people stand behind.</summary>
public sealed partial class TeamNumbers
{
    private static readonly string[] Keys =
    [
        "change.lead_time", "change.time_to_first_review", "change.size", "review.response_time", "deployment.frequency", "deployment.failed_share",
    ];

    private IReadOnlyList<MetricView> views = [];
    private string? reason;

    /// <summary>Name of the team.</summary>
    [Parameter, EditorRequired]
    public string Team { get; set; } = "";

    [Inject]
    private IMetrics Metrics { get; set; } = null!;

    [Inject]
    private MetricViews Views { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private Selection Selection => new() { Where = [new DimensionFilter("team", Team)] };

    private string DeliveryHref => "/metrics/change.lead_time" + Selection.ToQuery();

    protected override async Task OnInitializedAsync()
    {
        if (!Caller.Can(Permission.MetricsRead))
            return;
        var wanted = Keys.Select(Metrics.Find).OfType<MetricDefinition>()
            .Where(definition => Metrics.DimensionsOf(definition).Contains("team")).Select(definition => (definition, Selection)).ToList();
        var found = await Views.OfAsync(wanted, Context.RequestAborted);
        if (found.Select(view => view.Problem).FirstOrDefault(problem => problem is not null) is { } problem)
            reason = problem.Code == "unknown-team" ? Text["Numbers.NotYours"] : problem.Message;
        else
            views = [.. found.Where(view => !view.Waits)];
    }

    private string HrefOf(MetricView view) => $"/metrics/{view.Definition.Key}{Selection.ToQuery()}";

    // An older value under the newest week's words would be read as this week's.
    private static bool IsHidden(MetricView view) => view.Reading?.State is ReadingState.Suppressed;

    private string Missing(MetricView view) =>
        IsHidden(view) || view.Shown.Any(point => point.Suppressed) ? Text["Numbers.TooFew"] : Wording.Missing(view);
}
