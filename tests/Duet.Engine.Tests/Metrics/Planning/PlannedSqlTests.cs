using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Metrics.Planning;
using Duet.Engine.Time;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Planning;

public sealed class PlannedSqlTests
{
    [Fact]
    public void Sql_MedianOfOpenDurationsByGroup() => Match(
        "open-durations.sql", DuckDbDialect.Cells,
        MetricBench.Page("p50", unit: "hours", lines:
        [
            "measure: duration(ready_at, first_review_at)", "open: censor", "where: author_kind = 'human' and ready_at is not null",
            "exclude: [{where: merged_at is not null and first_review_at is null, reason: merged without a review}]",
        ]),
        MetricBench.Query(by: "service") with { Where = [new("repo", "app"), new("repo", "web"), new("is_revert", "false")] });

    [Fact]
    public void Sql_ShareInTheWhole() => Match(
        "share.sql", DuckDbDialect.Cells, MetricBench.Page("share", unit: "share", lines: "measure: additions > 50 and title <> 'x'"), MetricBench.Query());

    [Fact]
    public void Sql_WorkingTime() => Match(
        "working-time.sql", DuckDbDialect.Cells, MetricBench.Page("mean", unit: "days", lines: "measure: duration(opened_at, merged_at)"),
        MetricBench.Query() with { Calendar = CalendarKind.Working });

    [Fact]
    public void Sql_WorkOfPeople() => Match("people.sql", DuckDbDialect.People, MetricBench.Page("bus_factor", unit: "people"), MetricBench.Query());

    [Fact]
    public void Sql_Items() => Match(
        "items.sql", plan => DuckDbDialect.Items(plan, [0], [DuckDbDialect.CellName(0, new GroupKey("shop", null))], 50, 25),
        MetricBench.Page("sum", unit: "lines", lines: "measure: additions"), MetricBench.Query(by: "service"));

    private static void Match(string name, Func<SeriesPlan, FactSql> write, string page, MetricQuery query)
    {
        var metric = MetricPage.Read(page, "p.md", "p.md", isBuiltIn: false).Metric!;
        var (plan, _) = new QueryPlanner(metric, new Installation(), TeamTree.None, MetricBench.Monday.AddDays(3)).Plan(query, MetricBench.Monday);
        var sql = write(plan!);
        Snapshot.Match(sql.Text + "\n\n" + string.Join('\n', sql.Parameters.Select((value, i) => $"-- ${i + 1} = {Say(value)}")), name);
    }

    private static string Say(object? value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        string text => $"'{text.Replace('\u001f', '|')}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
