using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>One page of an instrument, read and checked.</summary>
/// <param name="Name">The page's file name.</param>
/// <param name="Instrument">Null where the page has errors.</param>
internal sealed record InstrumentPage(string Name, Instrument? Instrument, IReadOnlyList<PageNote> Notes)
{
    private const int LongestPage = 256 * 1024;

    public static InstrumentPage Read(string text, string name, string origin)
    {
        var notes = new PageNotes(name);
        if (text.Length > LongestPage)
            notes.Error(1, 1, "a page has at most 256 thousand characters");
        else if (FrontMatter.Read(text, notes) is { } matter)
        {
            var instrument = new InstrumentReader(matter, notes).Read(origin);
            return new InstrumentPage(name, notes.HasErrors ? null : instrument, notes.All);
        }
        return new InstrumentPage(name, null, notes.All);
    }
}
