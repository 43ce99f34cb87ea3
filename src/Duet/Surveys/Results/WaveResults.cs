using Duet.Engine.Surveys;
using Duet.Surveys.Comments;
using Duet.Surveys.Records;

namespace Duet.Surveys.Results;

/// <summary>What was released of a wave, as far as somebody may see it.</summary>
internal sealed class WaveResults
{
    private readonly ILookup<(string Cell, string Measure), ReleasedCell> numbers;

    public WaveResults(IReadOnlyList<ReleasedCell> numbers) =>
        this.numbers = numbers.ToLookup(number => (number.Cell, number.Measure));

    public required Survey Survey { get; init; }
    public required Wave Wave { get; init; }

    /// <summary>The released wave before it with the same words; null for a first one.</summary>
    public Wave? Former { get; init; }

    /// <summary>As it was asked, with the questions about actions; null where its page is gone from the shelf.</summary>
    public required Instrument? Instrument { get; init; }

    /// <summary>The cells of the catalogue that may be seen, the whole first.</summary>
    public required IReadOnlyList<WaveCell> Cells { get; init; }
    public required IReadOnlyList<ReleasedDriver> Drivers { get; init; }
    public required WavePart Part { get; init; }
    public required WaveComments Comments { get; init; }

    /// <summary>Nothing may be concluded from so few answers.</summary>
    public bool IsTooThin => Response is Engine.Surveys.Scoring.ResponseBand.Nothing;

    public Engine.Surveys.Scoring.ResponseBand Response => Engine.Surveys.Scoring.Response.Band(Part.AnsweredTens, 100);

    /// <summary>Null where this was never computed, or may not be seen.</summary>
    public ReleasedCell? Number(string cell, string measure, CellForm form) => numbers[(cell, measure)].FirstOrDefault(number => number.Form == form);

    public IEnumerable<ReleasedCell> Numbers => numbers.SelectMany(group => group);

    /// <summary>Percent of those asked who answered, in tens; null where that is not told.</summary>
    public int? Tens(string cell) => Number(cell, ReleasedCell.Answered, CellForm.Share)?.Value is { } share ? (int)Math.Round(100 * share) : null;
}
