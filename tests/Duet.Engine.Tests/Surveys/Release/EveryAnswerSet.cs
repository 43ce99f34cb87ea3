using System.Globalization;
using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>
/// Every set of answers that one group could have given, and what a release says of each: whoever knows the program and reads the
/// release holds exactly the sets that look alike to be possible.
/// </summary>
internal static class EveryAnswerSet
{
    public const int Invited = 18;
    private const int Values = 5;

    private static readonly Instrument Asked = new("x", 1, "", "",
        [new InstrumentItem("likes", ItemKind.Scale, "", "", ["1", "2", "3", "4", "5"], false, false, null, null, null) { Favourable = [4, 5] }], null, "", ["en"]);

    private static readonly Frozen Frozen = new(
        [new Leaf("a", new Dictionary<string, string>(), [])], [new CatalogueCell("", new Dictionary<string, string>(), ["a"])], []);

    /// <summary>The answers by value, and what is said of them.</summary>
    public static IReadOnlyList<(int[] Counts, WaveRelease Release)> Released(int fewest, int most, FormerWave? former = null) =>
        [.. Enumerable.Range(fewest, most - fewest + 1).SelectMany(people => Of(people, Values)).AsParallel().AsOrdered().Select(counts => (counts, ReleaseOf(counts, former)))];

    public static FormerWave Former(int[] counts, int moved) => new(1, new Dictionary<string, int> { [""] = moved }, new Dictionary<string, int>(), Answers(counts))
    {
        Catalogue = Frozen.Catalogue,
        Invited = new Dictionary<string, int> { ["a"] = Invited },
        Moves = [new LeafMove("a", "a", Invited)],
        Published = ReleaseOf(counts, null).Cells,
    };

    /// <summary>The numbers themselves: bands, rounded values, distributions, and what is hidden.</summary>
    public static string Numbers(WaveRelease release) =>
        string.Join('\n', release.Cells.Select(Numbers).Append(release.Participation.AnsweredTens.ToString(CultureInfo.InvariantCulture)));

    public static string Numbers(CellRelease cell)
    {
        var bound = cell is { Low: not null, High: null } ? "at least" : cell is { Low: null, High: not null } ? "at most" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{cell.Cell} {cell.Measure} {cell.Form} {cell.Band} {bound} {cell.Value} {string.Join(' ', cell.Distribution ?? [])} {cell.Hidden}");
    }

    /// <summary>All there is: the numbers, and what stands beside them.</summary>
    public static string Everything(WaveRelease release) =>
        string.Join('\n', release.Cells.Select(Everything).Append($"{release.Participation with { TensByCell = new Dictionary<string, int>() }}").Concat(release.Drivers.Select(driver => driver.ToString())));

    public static string Everything(CellRelease cell) => string.Create(CultureInfo.InvariantCulture, $"{Numbers(cell)} {cell.N} {cell.Low} {cell.High} {cell.Change} {cell.Differs}");

    private static WaveRelease ReleaseOf(int[] counts, FormerWave? former) =>
        Releasing.Of(new ReleaseInput(Asked, Frozen, 5, new Dictionary<string, int> { ["a"] = Invited }, Answers(counts), former, null, 1));

    private static AnswerCount[] Answers(int[] counts) => [.. counts.Select((people, i) => new AnswerCount("a", "likes", i + 1, people)).Where(answer => answer.People > 0)];

    private static IEnumerable<int[]> Of(int people, int values) => values == 1
        ? [[people]]
        : Enumerable.Range(0, people + 1).SelectMany(first => Of(people - first, values - 1).Select(rest => (int[])[first, .. rest]));
}
