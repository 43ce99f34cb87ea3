using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>Where all think alike, a number would be everybody's answer: it is never exact.</summary>
public sealed class HomogeneityTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(5, 60), 100, 200, 1000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Release_AllOfOneMind_LooksAsIfOneWereNot(int people)
    {
        var (all, butOne) = (Release(people, [(5, people)]), Release(people, [(5, people - 1), (1, 1)]));

        Assert.Equal(Shown(all), Shown(butOne));
        var share = all.Cells.Single(cell => cell is { Cell: "", Measure: "likes", Form: ReleaseForm.Share });
        Assert.True(share is { Value: <= 0.95, High: null } && share.Low == share.Value);
        Assert.DoesNotContain(all.Cells, cell => cell.Measure == "likes" && cell.Form == ReleaseForm.Mean && cell.Value is not null);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Release_AllPromoters_LooksAsIfOneWereNot(int people)
    {
        var (all, butOne) = (Release(people, [(5, people)], [(10, people)]), Release(people, [(5, people)], [(10, people - 1), (0, 1)]));

        Assert.Equal(Shown(all), Shown(butOne));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Release_NobodyFavourable_LooksAsIfOneWere(int people)
    {
        var (none, one) = (Release(people, [(1, people)]), Release(people, [(1, people - 1), (5, 1)]));

        Assert.Equal(Shown(none), Shown(one));
    }

    // Everything of the release but the number of people, which is the same.
    private static List<string> Shown(WaveRelease release) =>
        release.Cells.Select(cell => $"{cell} {string.Join(' ', cell.Distribution ?? [])}".Replace(cell.Distribution?.ToString() ?? " ", "")).Append(release.Participation.WorstLow + " " + release.Participation.WorstHigh).ToList();

    private static WaveRelease Release(int people, (int Value, int People)[] likes, (int Value, int People)[]? promoters = null)
    {
        var items = new[]
        {
            new InstrumentItem("likes", ItemKind.Scale, "", "", ["1", "2", "3", "4", "5"], false, false, null, null, null) { Favourable = [4, 5] },
            new InstrumentItem("recommends", ItemKind.ZeroToTen, "", "", [], false, false, null, null, null),
        };
        var frozen = new Frozen([new Leaf("a", new Dictionary<string, string>(), [])], [new CatalogueCell("", new Dictionary<string, string>(), ["a"])], []);
        return Releasing.Of(new ReleaseInput(
            new Instrument("x", 1, "", "", items, null, "", ["en"]), frozen, 5, new Dictionary<string, int> { ["a"] = people + 1 },
            [.. likes.Select(answer => new AnswerCount("a", "likes", answer.Value, answer.People)),
                .. (promoters ?? []).Select(answer => new AnswerCount("a", "recommends", answer.Value, answer.People))],
            null, null, 1));
    }
}
