using Duet.Engine.Metrics;
using Duet.Metrics;
using Duet.Platform.Ui;
using Microsoft.Extensions.Localization;
using Spectre.Console;

namespace Duet.Report;

/// <summary>The report for a terminal, or for a pipe.</summary>
internal sealed class TextReport(
    IStringLocalizer<ReportText> text, Figures figures, Dates dates, Wording wording)
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    public void Write(ReportContent content, IAnsiConsole console)
    {
        foreach (var repository in content.Repositories)
            console.MarkupLineInterpolated($"[bold]{repository}[/]");
        console.WriteLine(text["Period", dates.Day(content.Period.Start), dates.Day(content.Period.End.AddTicks(-1)), text[$"Grain.{content.Grain}"]]);
        if (!content.Told.Any())
            console.WriteLine(text["Empty"]);
        foreach (var concept in content.Told.GroupBy(metric => metric.Definition.Concept))
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{text[$"Concept.{concept.Key}"].Value}[/]");
            console.Write(Table(concept));
        }
        console.WriteLine();
        if (content.Untold.Count > 0)
            console.WriteLine(text["Waiting", string.Join(", ", content.Untold)]);
        console.WriteLine(text["Foot"]);
    }

    private Table Table(IEnumerable<ReportMetric> metrics)
    {
        var table = new Table().Border(TableBorder.None)
            .AddColumn(Column("Metric"))
            .AddColumn(Column("Value").RightAligned())
            .AddColumn(Column("Interval"))
            .AddColumn(Column("Rows").RightAligned())
            .AddColumn(Column("Trend"))
            .AddColumn(new TableColumn(Markup.Escape(text["Words"])));
        foreach (var metric in metrics)
        {
            table.AddRow(Cells(metric.Definition.Name, metric.Total, metric.Definition.Unit, Spark(metric.View), Words(metric.View)));
            foreach (var group in metric.ByRepository)
                table.AddRow(Cells($"  {group.Group}", group, metric.Definition.Unit, "", ""));
        }
        return table;
    }

    private TableColumn Column(string name) => new TableColumn(Markup.Escape(text[name])).NoWrap().PadRight(2);

    private string[] Cells(string name, SeriesPoint point, Unit unit, string spark, string words) =>
    [
        Markup.Escape(name),
        Markup.Escape(figures.Short(point.Value, unit)),
        point is { Low: { } low, High: { } high } ? Markup.Escape(figures.ShortRange(low, high, unit)) : "",
        Figures.Count(point.N),
        spark,
        Markup.Escape(words),
    ];

    private string Words(MetricView view)
    {
        var words = wording.Change(view);
        return $"{words.Judged} {words.Rest}".Trim();
    }

    private static string Spark(MetricView view)
    {
        var values = view.Shown.Select(point => point.Value).ToList();
        var (low, high) = (values.Min() ?? 0, values.Max() ?? 0);
        return string.Concat(values.Select(value => value switch
        {
            null => ' ',
            _ when high <= low => Levels[0],
            { } known => Levels[(int)Math.Round((known - low) / (high - low) * (Levels.Length - 1))],
        }));
    }
}
