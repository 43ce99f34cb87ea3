using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Feedback;
using Duet.Initiatives;
using Microsoft.AspNetCore.Components;

namespace Duet.Loop.Pages;

/// <summary>The loop on another page: what is open, how long answers take, and whether people were told. Nothing where nobody has spoken.</summary>
public abstract partial class LoopPart
{
    private LoopSummary? summary;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private LoopSummaries Summaries { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private IEnumerable<(MetricDefinition Definition, SeriesPoint Total)> Totals =>
        new[] { summary!.Answered, summary.Told }.OfType<(MetricDefinition, SeriesPoint)>();

    private protected abstract string Dimension { get; }

    private protected virtual Task<LoopSummary> ReadAsync(LoopSummaries summaries, VoiceReach? reach, CancellationToken cancellationToken) =>
        summaries.OfWorkAsync(Enum.Parse<LinkTarget>(Dimension, ignoreCase: true), Id, Name, reach, cancellationToken);

    protected override async Task OnInitializedAsync()
    {
        if (!Caller.Can(Permission.MetricsRead))
            return;
        VoiceReach? reach = Caller.Can(Permission.VoiceRead) ? await VoiceReach.OfAsync(Caller, Context.RequestAborted) : null;
        summary = await ReadAsync(Summaries, reach, Context.RequestAborted);
    }

    private string HrefOf(MetricDefinition definition) => $"/metrics/{definition.Key}?where={Uri.EscapeDataString($"{Dimension}:{Name}")}";

    private string Beside(SeriesPoint total) => total switch
    {
        { Suppressed: true } => Text["Part.Hidden"],
        { N: 0 } => Text["Part.None"],
        { Value: null } => Text["Loop.NoMedian"] + " " + Text["N", total.N],
        { Open: > 0 } => Text["Loop.NOpen", total.N, total.Open],
        _ => Text["N", total.N],
    };
}

public sealed class TeamLoop : LoopPart
{
    private protected override string Dimension => "team";

    private protected override Task<LoopSummary> ReadAsync(LoopSummaries summaries, VoiceReach? reach, CancellationToken cancellationToken) =>
        summaries.OfTeamAsync(Id, Name, reach, cancellationToken);
}

public sealed class InitiativeLoop : LoopPart
{
    private protected override string Dimension => "initiative";
}

public sealed class FeatureLoop : LoopPart
{
    private protected override string Dimension => "feature";
}

public sealed class ToolLoop : LoopPart
{
    private protected override string Dimension => "tool";
}
