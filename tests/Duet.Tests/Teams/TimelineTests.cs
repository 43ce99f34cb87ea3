using CsCheck;
using Duet.Teams;

namespace Duet.Tests.Teams;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Validity> Spans = Gen.Select(Gen.Int[0, 60], Gen.Int[1, 30], Gen.Int[0, 9]).Select(
        (from, length, open) => new Validity(open == 0 ? null : Day(from), open == 1 ? null : Day(from + length)));

    private static readonly Gen<Timeline<int>> Timelines = Gen.Select(Spans, Gen.Int[1, 4]).List[0, 6].Select(
        changes => changes.Aggregate(new Timeline<int>([]), (timeline, change) => timeline.With(change.Item2, change.Item1)));

    [Fact]
    public void With_AnySpan_HoldsThereAndLeavesTheRest() =>
        Gen.Select(Timelines, Spans, Gen.Int[1, 4]).Sample((timeline, span, value) =>
        {
            var after = timeline.With(value, span);
            return Days().All(day => after.At(day)?.Value == (span.Contains(day) ? value : timeline.At(day)?.Value))
                && after.Spells.Zip(after.Spells.Skip(1)).All(pair => pair.First.Span.End <= pair.Second.Span.Start);
        });

    [Fact]
    public void Without_AnySpan_IsEmptyThereAndLeavesTheRest() =>
        Gen.Select(Timelines, Spans).Sample((timeline, span) =>
        {
            var after = timeline.Without(span);
            return Days().All(day => after.At(day)?.Value == (span.Contains(day) ? null : timeline.At(day)?.Value));
        });

    [Fact]
    public void Differs_AnyTwo_HoldsEveryDayOnWhichTheyDo() =>
        Gen.Select(Timelines, Timelines, Gen.Int[0, 90]).Sample((one, two, today) =>
        {
            var now = Day(today);
            var differs = one.Differs(two, value => value, now);
            var days = Days().Where(day => day < now && one.At(day)?.Value != two.At(day)?.Value).ToList();
            return days.All(day => differs?.Contains(day) == true) && (differs is null || differs.Value.End <= now);
        });

    [Fact]
    public void Corrected_InstantOfAMove_MovesForBothSides()
    {
        var timeline = Two(Day(30));

        var earlier = timeline.Corrected(timeline.Spells[1], 2, Validity.From(Day(20)));
        var later = timeline.Corrected(timeline.Spells[1], 2, Validity.From(Day(40)));

        Assert.Equal(Two(Day(20)).Spells, earlier.Spells);
        Assert.Equal(Two(Day(40)).Spells, later.Spells);
    }

    [Fact]
    public void Corrected_EndOfTheFirst_TakesTheSecondWithIt()
    {
        var timeline = Two(Day(30));

        Assert.Equal(Two(Day(20)).Spells, timeline.Corrected(timeline.Spells[0], 1, new Validity(null, Day(20))).Spells);
        Assert.Equal(Two(Day(40)).Spells, timeline.Corrected(timeline.Spells[0], 1, new Validity(null, Day(40))).Spells);
    }

    [Fact]
    public void ChangedAt_BeforeALaterSpan_LastsUntilIt()
    {
        var timeline = new Timeline<int>([new(1, new Validity(null, Day(10))), new(2, new Validity(Day(30), Day(40)))]);

        var after = timeline.ChangedAt(Day(20), 3);

        Assert.Equal([new(1, new Validity(null, Day(10))), new(3, new Validity(Day(20), Day(30))), new(2, new Validity(Day(30), Day(40)))], after.Spells);
    }

    [Fact]
    public void Overlapping_Spells_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new Timeline<int>([new(1, new Validity(null, Day(10))), new(2, Validity.From(Day(9)))]));

    private static Timeline<int> Two(DateTimeOffset move) => new([new(1, new Validity(null, move)), new(2, Validity.From(move))]);

    private static DateTimeOffset Day(int day) => Start.AddDays(day);

    private static IEnumerable<DateTimeOffset> Days() => Enumerable.Range(-5, 110).Select(Day);
}
