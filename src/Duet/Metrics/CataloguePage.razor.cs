using Duet.Engine.Metrics;
using Microsoft.AspNetCore.Components;

namespace Duet.Metrics;

/// <summary>All metrics by concept, with their state; searchable by an address.</summary>
public sealed partial class CataloguePage
{
    private string words = "";
    private Lens? lens;
    private IReadOnlyList<MetricView> all = [];
    private IReadOnlyList<MetricView> views = [];

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IMetrics Catalogue { get; set; } = null!;

    [Inject]
    private MetricViews Views { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        words = Http?.Request.Query["q"].ToString().Trim() ?? "";
        lens = Enum.TryParse<Lens>(Http?.Request.Query["lens"].ToString(), true, out var chosen) && Enum.IsDefined(chosen) ? chosen : null;
        var selection = new Selection();
        all = await Views.OfAsync([.. Catalogue.Definitions.Select(definition => (definition, selection))], Http?.RequestAborted ?? CancellationToken.None);
        views = [.. all.Where(view => Matches(view.Definition)).OrderBy(view => view.Definition.Concept).ThenBy(view => view.Definition.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private bool Matches(MetricDefinition definition) =>
        (lens is null || definition.Lens == lens)
        && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            new[] { definition.Key, definition.Name, definition.Question, definition.Text }.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private string State(MetricView view)
    {
        if (view.Waits)
            return Wording.NeedOf(view.Definition);
        var change = Wording.Change(view);
        return $"{change.Judged} {change.Rest}".Trim();
    }
}
