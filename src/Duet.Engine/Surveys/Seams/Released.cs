using System.Globalization;

namespace Duet.Engine.Surveys;

/// <summary>All the release ever sees of answers: how many people of a leaf gave this value; null is "do not know".</summary>
public sealed record AnswerCount(string Leaf, string Item, int? Value, int People);

/// <summary>The wave before, of the same instrument and version.</summary>
/// <param name="MembershipChange">
/// People who joined or left since, by the key of a cell or of a leaf of the new wave; 0 is the same people.
/// </param>
/// <param name="Silent">People of a cell or leaf, by key, who did not answer then; missing counts as none.</param>
/// <param name="Answers">Its answers, by its own leaves.</param>
public sealed record FormerWave(
    int Number, IReadOnlyDictionary<string, int> MembershipChange, IReadOnlyDictionary<string, int> Silent, IReadOnlyList<AnswerCount> Answers)
{
    /// <summary>Its catalogue; without it no change is computed.</summary>
    public IReadOnlyList<CatalogueCell> Catalogue { get; init; } = [];

    /// <summary>People asked then, by its own leaves.</summary>
    public IReadOnlyDictionary<string, int> Invited { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Where the people of both waves were, as <see cref="LeafMove.Between"/> counts them. Null where nobody knows any more: then little
    /// more than cells of the same people is shown.
    /// </summary>
    public IReadOnlyList<LeafMove>? Moves { get; init; }

    /// <summary>What it said, and no more: a change is the difference of two published numbers.</summary>
    public IReadOnlyList<CellRelease> Published
    {
        get;
        init
        {
            field = value;
            Shown = value.Where(cell => cell.Hidden is null).Select(cell => (cell.Cell, cell.Measure)).ToHashSet();
        }
    } = [];

    internal IReadOnlySet<(string Cell, string Measure)> Shown { get; private init; } = new HashSet<(string, string)>();

    /// <summary>
    /// Whether somebody joined or left a cell since, and so few that perhaps fewer than k of them answered: a quarter is taken for certain.
    /// </summary>
    internal bool MovedFew(string cell, int k) => !MembershipChange.TryGetValue(cell, out var change) || (change > 0 && change < 4 * k);

    /// <summary>People asked then in a cell of that key; 0 where there was none.</summary>
    internal int InvitedTo(string cell) => Catalogue.FirstOrDefault(other => other.Key == cell)?.Leaves.Sum(leaf => Invited.GetValueOrDefault(leaf)) ?? 0;
}

/// <summary>Everything a release is computed from. The same input gives the same digits.</summary>
/// <param name="K">Fewest people behind a number, from 5. All but shares, and crosses, need 10.</param>
/// <param name="Invited">People asked, by leaf.</param>
/// <param name="Sheets">Of a joint wave: values by item, one dictionary a person, in any order; null otherwise.</param>
public sealed record ReleaseInput(
    Instrument Instrument, Frozen Frozen, int K, IReadOnlyDictionary<string, int> Invited, IReadOnlyList<AnswerCount> Answers,
    FormerWave? Former, IReadOnlyList<IReadOnlyDictionary<string, int>>? Sheets, int Seed)
{
    /// <summary>People who handed in a sheet, by leaf; where null, the most who answered any one item.</summary>
    public IReadOnlyDictionary<string, int>? Answered { get; init; }
}

/// <summary>What a wave says, once and for all.</summary>
public sealed record WaveRelease(IReadOnlyList<CellRelease> Cells, IReadOnlyList<DriverRelease> Drivers, Participation Participation);

/// <summary>One number of one cell, already rounded, capped and banded; or the reason why there is none.</summary>
/// <param name="Measure">An item's key, or <c>@sus</c> ...</param>
/// <param name="N">Answers of the whole, in waves released before bands were told of it, too; null since.</param>
/// <param name="Band">Answers, such as "10-14": all there is to know about how many.</param>
/// <param name="Value">
/// A share in [0, 1], a mean in the scale's unit, or a score. With <paramref name="Low"/> equal and no <paramref name="High"/> read
/// "at least", with <paramref name="High"/> equal and no <paramref name="Low"/> "at most": all or nearly all think alike.
/// </param>
/// <param name="Low">
/// Of the 95% interval, which follows from the value, the band, the distribution and how many were asked. Both bounds are null of a distribution.
/// </param>
/// <param name="Change">Against the former wave's published value, in its unit; null where it must not be shown.</param>
/// <param name="Distribution">Shares by value, or of detractors, passives, promoters, on the step of shares; the least means at most that.</param>
/// <param name="Differs">From everybody else by more than chance, as far as the published numbers say, all cells tested together.</param>
public sealed record CellRelease(
    string Cell, string Measure, ReleaseForm Form, int? N, string? Band, double? Value, double? Low, double? High,
    (double Value, double Low, double High)? Change, IReadOnlyList<double>? Distribution, HiddenWhy? Hidden, bool Differs)
{
    /// <summary>So many answers stand behind it at least: the lower end of the band. 0 where it is hidden.</summary>
    public int Fewest => N ?? (Band is null ? 0 : int.Parse(Band.AsSpan(0, Band.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture));
}

/// <summary>What kind of number it is.</summary>
public enum ReleaseForm
{
    /// <summary>The favourable share.</summary>
    Share,

    /// <summary>A mean on the item's scale.</summary>
    Mean,

    /// <summary>A net promoter score, or a score of sheets.</summary>
    Score,

    /// <summary>The shares of all answers.</summary>
    Distribution,
}

/// <summary>What moves with the outcome: an association, not a cause.</summary>
/// <param name="Tau">Kendall's tau-b in steps of 0.05, with the 95% interval that follows from it and <paramref name="N"/>.</param>
/// <param name="N">So many people at least answered both: the lower end of their band.</param>
public sealed record DriverRelease(string Outcome, string Item, double Tau, double Low, double High, int N);

/// <summary>Who answered, in tens of percent, never 0 or 100.</summary>
/// <param name="WorstLow">Of the instrument's first share: where it would lie if the silent all thought otherwise.</param>
/// <param name="WorstHigh">The same, if they all agreed.</param>
public sealed record Participation(int Invited, int AnsweredTens, double? WorstLow, double? WorstHigh, IReadOnlyDictionary<string, int> TensByCell);
