using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;

namespace Duet.Engine.Tests.Surveys.Instruments;

public sealed class InstrumentShelfTests
{
    private static readonly string[] Keys =
        ["ces", "csat", "devex", "devex_more", "enps", "nps", "pm_pulse", "pmf", "pulse_build", "pulse_change", "pulse_release",
            "stakeholder_pulse", "sus", "team_load", "tlx", "umux_lite"];

    // The pairs that metric pages name.
    private static readonly string[] Pairs =
        ["ai_assistance", "build_speed", "build_trust", "ease_of_delivery", "ease_of_release", "focus", "on_call", "review_ease", "review_load",
            "review_quality", "review_speed", "release_quality", "release_rhythm"];

    [Fact]
    public void BuiltIn_AllPages_AreWithoutErrors()
    {
        using var shelf = new InstrumentShelf(null, null);

        Assert.Empty(shelf.Notes.Select(note => $"{note.Page}:{note.Line}:{note.Column} {note.Message}"));
        Assert.Equal(Keys, shelf.All.Select(instrument => instrument.Key).Order(StringComparer.Ordinal));
        Assert.Empty(Pairs.Except(shelf.All.SelectMany(instrument => instrument.Items).Select(item => item.Key)));
        Assert.InRange(shelf.Find("devex")!.Items.Count, 10, 15);
        Assert.Contains("CC BY 4.0", shelf.Find("devex")!.Attribution);
    }

    // A change of this file without a new version breaks a series: raise the page's version, and keep the old page beside it.
    [Fact]
    public void BuiltIn_Wording_IsThatOfItsVersion()
    {
        using var shelf = new InstrumentShelf(null, null);

        Snapshot.Match(string.Join('\n', shelf.All.OrderBy(each => each.Key, StringComparer.Ordinal).Select(Wording.Of)), "wording.txt");
    }

    [Fact]
    public void Scan_WordingChangedWithoutVersion_KeepsTheOldAndSaysSo()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "own.md");
            File.WriteAllText(path, InstrumentPageTests.WithoutGerman);
            using var shelf = new InstrumentShelf(folder.FullName, null);
            Assert.Equal("Is it good?", shelf.Find("own")!.Items[0].Text);

            File.WriteAllText(path, InstrumentPageTests.WithoutGerman.Replace("Is it good?", "Is it any good?"));
            shelf.Scan();
            Assert.Equal("Is it good?", shelf.Find("own")!.Items[0].Text);
            Assert.Contains("higher 'version'", Assert.Single(shelf.Notes).Message);

            File.WriteAllText(path, InstrumentPageTests.WithoutGerman.Replace("Is it good?", "Is it any good?").Replace("version: 1", "version: 12"));
            shelf.Scan();
            Assert.Equal(("Is it any good?", 12), (shelf.Find("own")!.Items[0].Text, shelf.Find("own")!.Version));

            File.WriteAllText(path, "nothing");
            shelf.Scan();
            Assert.Equal(12, shelf.Find("own")!.Version);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
