using System.Text.Json;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;

namespace Duet.Surveys.Results;

/// <summary>One line of the table of items: an item, or a row or answer of it.</summary>
/// <param name="Text">What was asked, or the row's own words.</param>
/// <param name="Main">What people read first; hidden with a reason, or null where nothing was computed.</param>
/// <param name="Distribution">Shares of all answers, adding up to one; null where they are hidden or the item has none.</param>
internal sealed record ItemRow(InstrumentItem Item, string Measure, string Text, ReleasedCell? Main, ReleasedCell? Mean, IReadOnlyList<double>? Distribution)
{
    /// <summary>Answers in order, which are drawn to both sides of the middle.</summary>
    public bool Diverges => Item.Kind is ItemKind.Scale or ItemKind.Matrix or ItemKind.ZeroToTen && Distribution is not null;

    /// <summary>The ends of the scale that the main number lies on.</summary>
    public (double Min, double Max) Scale => Main?.Form switch
    {
        CellForm.Score when Item.Kind == ItemKind.ZeroToTen => (-100, 100),
        CellForm.Score => (0, 100),
        CellForm.Mean => (Item.Min, Item.Max),
        _ => (0, 1),
    };

    public static IReadOnlyList<ItemRow> Of(WaveResults results)
    {
        if (results.Instrument is not { } instrument)
            return [];
        List<ItemRow> rows = [];
        foreach (var item in instrument.Items.Where(item => item.Kind != ItemKind.Text))
        {
            var parts = item.Parts.ToList();
            for (var part = 0; part < parts.Count; part++)
                rows.Add(Row(results, item, parts[part], parts is [var only] && only == item.Key ? item.Text : PartText(item, part)));
        }
        return rows;
    }

    private static string PartText(InstrumentItem item, int part) =>
        $"{item.Text.TrimEnd(':', ' ')}: {(item.Kind == ItemKind.Matrix ? item.Rows[part] : item.Answers[part])}";

    private static ItemRow Row(WaveResults results, InstrumentItem item, string measure, string text)
    {
        ReleasedCell? Number(CellForm form) => results.Number("", measure, form);
        var distribution = Number(CellForm.Distribution);
        return new ItemRow(
            item, measure, text, Number(CellForm.Share) ?? Number(CellForm.Score) ?? Number(CellForm.Mean) ?? distribution, Number(CellForm.Mean),
            distribution is { Hidden: null, Distribution: { } json } ? Whole(JsonSerializer.Deserialize<List<double>>(json)!) : null);
    }

    // Rounded and capped shares do not add up to one, and bars that do not either would look wrong.
    private static List<double> Whole(List<double> shares) => [.. shares.Select(share => share / shares.Sum())];
}
