using Duet.Engine.Metrics;
using Duet.Platform.Ui.Charts;

namespace Duet.Metrics;

/// <summary>Everything the page of one metric tells.</summary>
internal sealed record MetricStory
{
    public required MetricView View { get; init; }

    /// <summary>The counter-metric; null where the page names none, or it is not in the catalogue.</summary>
    public MetricView? Guard { get; init; }

    /// <summary>Of a question to people: what is measured of the same.</summary>
    public IReadOnlyList<MetricView> Measured { get; init; } = [];

    /// <summary>Dimensions one may split by.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>The split that is shown; null for none.</summary>
    public string? By { get; init; }
    public IReadOnlyList<MetricGroup> Groups { get; init; } = [];

    /// <summary>Groups of the split that are not shown, because others have more rows.</summary>
    public int GroupsLeftOut { get; init; }

    /// <summary>How the measured values of the shown span spread; null where that is no amount, or too few.</summary>
    public Histogram? Spread { get; init; }

    /// <summary>The series of the one period whose rows are listed; null without any.</summary>
    public Series? Counted { get; init; }
    public ItemPage? Items { get; init; }
}

/// <summary>A group of a split, as a view of its own.</summary>
internal sealed record MetricGroup(string Name, MetricView View)
{
    /// <summary>Every period with data is hidden.</summary>
    public bool IsHidden => View.Shown.Any(point => point.Suppressed) && View.Shown.All(point => point.Suppressed || point.N == 0);
}
