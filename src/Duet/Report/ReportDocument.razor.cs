using Duet.Engine.Metrics;
using Duet.Metrics;
using Duet.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Duet.Report;

/// <summary>The report as one page that carries its own style.</summary>
public sealed partial class ReportDocument
{
    [Parameter, EditorRequired]
    public required object Source { get; set; }

    [Parameter, EditorRequired]
    public required string Style { get; set; }

    [Inject]
    private IStringLocalizer<ReportText> Text { get; set; } = null!;

    [Inject]
    private Figures Figures { get; set; } = null!;

    [Inject]
    private Dates Dates { get; set; } = null!;

    [Inject]
    private Wording Wording { get; set; } = null!;

    private ReportContent Content => (ReportContent)Source;

    private string Heading => Text["Title", string.Join(", ", Content.Repositories.Select(NameOf))];

    private string Interval(SeriesPoint point, Unit unit) =>
        point is { Low: { } low, High: { } high } ? Figures.ShortRange(low, high, unit) : "";

    private static string NameOf(string location)
    {
        var name = Path.GetFileName(location is "." or ".." ? Path.GetFullPath(location) : location.TrimEnd('/', '\\'));
        return name.EndsWith(".git", StringComparison.Ordinal) && name.Length > 4 ? name[..^4] : name;
    }
}
