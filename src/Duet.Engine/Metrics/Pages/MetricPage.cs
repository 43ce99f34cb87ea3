using Duet.Engine.Metrics.Examples;

namespace Duet.Engine.Metrics.Pages;

/// <summary>One page, read and checked.</summary>
/// <param name="Name">The page's file name.</param>
/// <param name="Metric">Null where the page has errors.</param>
/// <param name="Example">The worked example; null where there is none or it cannot be read.</param>
/// <param name="Notes">Errors and warnings about the page on its own.</param>
internal sealed record MetricPage(string Name, Metric? Metric, MetricExample? Example, IReadOnlyList<PageNote> Notes)
{
    private const int LongestPage = 256 * 1024;

    /// <summary>Places of the fields that name other metrics.</summary>
    public (int Line, int Column) KeyPlace { get; private init; } = (1, 1);
    public (int Line, int Column) GuardPlace { get; private init; } = (1, 1);
    public (int Line, int Column) PairsPlace { get; private init; } = (1, 1);

    public static MetricPage Read(string text, string name, string origin, bool isBuiltIn)
    {
        var notes = new PageNotes(name);
        if (text.Length > LongestPage)
        {
            notes.Error(1, 1, "a page has at most 256 thousand characters");
            return new MetricPage(name, null, null, notes.All);
        }
        if (FrontMatter.Read(text, notes) is not { } matter
            || new DefinitionReader(matter, notes).Read(origin, isBuiltIn) is not { } definition
            || new MetricCompiler(matter, definition, notes).Compile() is not { } metric)
            return new MetricPage(name, null, null, notes.All);
        var example = ExampleReader.Read(metric, matter.Body, matter.BodyLine, notes);
        return new MetricPage(name, notes.HasErrors ? null : metric, example, notes.All)
        {
            KeyPlace = PlaceOf(matter, "key"),
            GuardPlace = PlaceOf(matter, "guard"),
            PairsPlace = PlaceOf(matter, "pairs"),
        };
    }

    private static (int Line, int Column) PlaceOf(FrontMatter matter, string field) =>
        matter.Text(field) is { } text ? (text.Line, text.Column) : (1, 1);
}
