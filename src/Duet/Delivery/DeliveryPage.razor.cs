using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;
using Duet.Platform.Ui;
using Duet.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace Duet.Delivery;

/// <summary>What git tells of one repository: releases, lead times, areas, hotspots, coupling, and how it was read.</summary>
public sealed partial class DeliveryPage
{
    private const int PairsShown = 10;
    private const double LeastGap = 9;
    private const double LeastGapOnPhones = 26;
    private IReadOnlyList<string> repositories = [];
    private RepositoryPicture? picture;
    private Period span;
    private bool isMoved;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IMetrics Catalogue { get; set; } = null!;

    [Inject]
    private DeliveryPictures Pictures { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Selection Selection { get; set; } = new();

    private IEnumerable<MetricView> Tiles => DeliveryPictures.Keys.Select(Metric).OfType<MetricView>();

    protected override async Task OnInitializedAsync()
    {
        var stop = Http?.RequestAborted ?? CancellationToken.None;
        var asked = Selection.Of(Http?.Request.Query);
        Selection = new Selection { Weeks = asked.Weeks, Where = asked.Where };
        repositories = await Pictures.RepositoriesAsync(stop);
        var repository = repositories.FirstOrDefault(name => name == asked.Repository) ?? (repositories.Count > 0 ? repositories[0] : null);
        if (repository is not null)
        {
            asked = Selection with
            {
                Where = [new DimensionFilter("repo", repository), .. asked.Team is { } team ? [new DimensionFilter("team", team)] : Array.Empty<DimensionFilter>()],
            };
            Selection = await Pictures.WhereDataIsAsync(asked, stop);
            isMoved = Selection != asked;
        }
        span = Selection.Shown(Time.GetUtcNow(), Dates.Zone);
        if (repository is not null)
            picture = await Pictures.OfAsync(repository, Selection, stop);
    }

    private MetricView? Metric(string key) => picture!.Metrics.GetValueOrDefault(key);

    private string Lede
    {
        get
        {
            List<string> sentences = [];
            foreach (var key in new[] { DeliveryPictures.LeadTime, DeliveryPictures.ReleaseInterval })
            {
                if (Metric(key) is not { Now: { Value: { } value } } view)
                    continue;
                var (before, figure, after) = Wording.Says(view, value);
                var clause = Wording.Clause(view);
                sentences.Add($"{before}{figure}{after}{(clause.Length > 0 ? ", " + clause : "")}.");
            }
            if (sentences.Count > 0)
                return string.Join(" ", sentences);
            var merged = Metric(DeliveryPictures.Size)?.Shown.Sum(point => point.N) ?? 0;
            return merged > 0
                ? Text[merged == 1 ? "Lede.UnreleasedOne" : "Lede.Unreleased", picture!.Repository, Figures.Count(merged)]
                : Text["Lede.Quiet", picture!.Repository];
        }
    }

    private string ReleaseHeading
    {
        get
        {
            var full = picture!.Releases.Count(release => !release.IsPrerelease);
            return full switch
            {
                0 => Text["Releases.Zero", Selection.Weeks],
                1 => Text["Releases.One", Selection.Weeks],
                _ => Text["Releases.Many", Figures.Count(full), Selection.Weeks],
            };
        }
    }

    private string StyleSays
    {
        get
        {
            var history = picture!.History;
            if (history.Methods.Count == 0)
                return Text["Read.NoChanges"];
            var share = Share(history.Methods[0].Changes, history.Methods.Sum(method => method.Changes));
            return Text["Read.Says", Text[$"Method.{history.Methods[0].Method}"], Figures.Share(share), Figures.Share(history.Confidence ?? 0)];
        }
    }

    private string SpreadSays(Histogram spread) =>
        Text["Spread.Says", Figures.Long(spread.Quantile(0.5), Unit.Days), Figures.Long(spread.Quantile(0.9), Unit.Days)];

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private IReadOnlyList<string> MethodHeads => [Text["Read.Method"], Text["Read.Share"], Text["Read.Changes"]];

    private IReadOnlyList<Bar> MethodBars => [.. picture!.History.Methods.Select(MethodBar)];

    private Bar MethodBar((string Method, long Changes) method)
    {
        var all = picture!.History.Methods.Sum(other => other.Changes);
        return new Bar(Text[$"Method.{method.Method}"], Share(method.Changes, all), Figures.Count(method.Changes));
    }

    private double Place(DateTimeOffset at) => (at - span.Start) / span.Length * 100;

    private static string DotClass(ReleaseMark release) =>
        string.Join(' ', new[] { release.Kind, release.IsPrerelease ? "pre" : "", release.IsHotfix ? "hot" : "" }.Where(name => name.Length > 0));

    private string KindOf(ReleaseMark release) => release.IsPrerelease ? Text["Releases.Pre"]
        : release.IsHotfix ? Text["Releases.Hotfix"] : Text[$"Kind.{release.Kind}"];

    // The larger a release, the earlier it gets its name; names that would touch are left to the table.
    private IEnumerable<(string Tag, double Place, string Side)> Labels()
    {
        List<double> taken = [], onPhones = [];
        var ranked = picture!.Releases.Where(release => !release.IsPrerelease)
            .OrderBy(release => release.Kind switch { "major" => 0, "minor" => 1, _ => 2 }).ThenByDescending(release => release.At);
        foreach (var release in ranked)
        {
            var place = Place(release.At);
            if (taken.Any(other => Math.Abs(other - place) < LeastGap))
                continue;
            taken.Add(place);
            var spare = onPhones.Any(other => Math.Abs(other - place) < LeastGapOnPhones);
            if (!spare)
                onPhones.Add(place);
            yield return (release.Tag, place, (place > 92 ? "end" : place < 8 ? "start" : "") + (spare ? " opt" : ""));
        }
    }

    private IEnumerable<(double Place, string Label)> TimeMarks()
    {
        var months = Grains.Split(span, Grain.Month, Dates.Zone).Where(month => month.Start >= span.Start).ToList();
        foreach (var month in months.Where((_, index) => months.Count <= 6 || index % 3 == 0))
            if (Place(month.Start) is > 3 and < 97)
                yield return (Place(month.Start), Dates.ShortDay(month.Start));
    }

    private string HrefOf(MetricView view) => $"/metrics/{view.Definition.Key}{Selection.ToQuery()}";
}
