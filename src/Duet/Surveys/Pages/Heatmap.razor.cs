using System.Globalization;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>The favourable shares of all groups that were fixed before asking, in the order of the organisation.</summary>
public sealed partial class Heatmap
{
    private const int Named = 4;

    private IReadOnlyList<ItemRow> columns = [];
    private IReadOnlyList<(IReadOnlyList<string> Names, IReadOnlyList<WaveCell> Cells)> groups = [];

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    private IEnumerable<(string Name, int Count)> Topics
    {
        get
        {
            for (var at = 0; at < columns.Count;)
            {
                var count = columns.Skip(at).TakeWhile(column => column.Item.Topic == columns[at].Item.Topic).Count();
                yield return (columns[at].Item.Topic, count);
                at += count;
            }
        }
    }

    private string Says
    {
        get
        {
            var real = groups.SelectMany(group => group.Cells)
                .SelectMany(cell => columns.Where(column => Number(cell, column) is { Hidden: null, Differs: true }).Select(column => (Cell: cell, column)))
                .ToList();
            if (Results.IsTooThin || real.Count == 0)
                return Text["Heat.NoneReal"];
            var named = real.Take(Named).Select(pair => Text["Heat.Stands", SurveyWords.NameOf(pair.Cell), SurveyWords.Short(pair.column.Measure)].Value);
            return Text[real.Count > Named ? "Heat.SomeReal" : "Heat.AllReal", string.Join("; ", named), real.Count];
        }
    }

    private string NotAsked => Results.Wave.Catalogue?.NotAsked is { Count: > 0 } left && groups.Any(group => group.Cells.Count > 1)
        ? Text["Heat.NotAsked", left.Count] : "";

    protected override async Task OnInitializedAsync()
    {
        columns = [.. ItemRow.Of(Results).Where(row => row.Item.Favourable.Count > 0 && row.Item.Kind is ItemKind.Scale or ItemKind.Matrix && row.Main?.Form == CellForm.Share)];
        var tree = await Trees.ReadAsync(Context.RequestAborted);
        var order = tree.Nodes.Select((node, at) => (node.Name, at)).GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.First().at, StringComparer.Ordinal);
        groups = [.. Results.Cells.Where(cell => cell.Where.Count > 0).GroupBy(cell => string.Join(',', cell.Where.Keys))
            .Select(group => (
                (IReadOnlyList<string>)[.. group.First().Where.Keys],
                (IReadOnlyList<WaveCell>)[.. group.OrderBy(cell => cell.Where.TryGetValue("team", out var team) ? order.GetValueOrDefault(team, int.MaxValue) : 0)
                    .ThenBy(SurveyWords.NameOf, StringComparer.OrdinalIgnoreCase)]))];
    }

    private ReleasedCell? Number(WaveCell cell, ItemRow column) => Results.Number(cell.Key, column.Measure, CellForm.Share);

    // Where all of a row is hidden for one reason, the reason is said once.
    private CellHidden? OneReason(WaveCell cell)
    {
        var reasons = columns.Select(column => Number(cell, column)?.Hidden).Distinct().ToList();
        return reasons is [{ } only] ? only : null;
    }

    private string BandOf(WaveCell cell)
    {
        var band = columns.Select(column => Number(cell, column)?.Band).FirstOrDefault(band => band is not null);
        return Results.Tens(cell.Key) is { } tens
            ? band is null ? Text["Answered.About", tens] : Text["Heat.BandAndTens", Words.Band(band), tens]
            : band is null ? "" : Words.Band(band);
    }

    private string ClassOf(ReleasedCell number) => number.Differs && !Results.IsTooThin ? Shade(number.Value!.Value) + " real" : Shade(number.Value!.Value);

    private string WhyHidden(WaveCell cell, ItemRow column) => Number(cell, column)?.Hidden is { } why ? Words.Why(why) : Text["Value.None"];

    private static string Shade(double value) => value switch { < 0.375 => "h1", < 0.525 => "h2", < 0.625 => "h3", < 0.725 => "h4", _ => "h5" };

    private static string Fives(double value) => (Math.Round(value * 20, MidpointRounding.AwayFromZero) * 5).ToString("0", CultureInfo.InvariantCulture);

    private static string Percent(double value) => Math.Round(100 * value).ToString("0", CultureInfo.InvariantCulture);
}
