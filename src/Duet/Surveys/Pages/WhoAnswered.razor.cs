using System.Globalization;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>The share of those asked who answered, in tens of percent, and what the silent leave open.</summary>
public sealed partial class WhoAnswered
{
    private const int Anybody = 1_000_000;
    private const int TeamTarget = 70;

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    private WavePart Part => Results.Part;

    private string Pin => $"{Part.AnsweredTens}%";

    private string Worst
    {
        get
        {
            if (Part is not { Low: { } low, High: { } high } || Results.Instrument?.Items.FirstOrDefault(HasShare) is not { } item)
                return "";
            return Text["Answered.Worst", SurveyWords.Short(item.Key), Percent(low), Percent(high)];
        }
    }

    private string Teams
    {
        get
        {
            var below = Results.Cells.Where(cell => cell.Where.Count == 1 && cell.Where.ContainsKey("team") && Results.Tens(cell.Key) < TeamTarget)
                .Select(SurveyWords.NameOf).ToList();
            return below.Count == 0 ? "" : Text["Answered.Teams", string.Join(", ", below)];
        }
    }

    private bool HasShare(InstrumentItem item) => Results.Number("", item.Key, CellForm.Share) is not null;

    private static string Percent(double share) => Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture);
}
