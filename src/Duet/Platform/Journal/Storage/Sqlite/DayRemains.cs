namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>What is left of a day that is pruned.</summary>
internal sealed record DayRemains(
    IReadOnlyList<JournalRow> Rows,
    IReadOnlyList<Aside> Asides,
    IReadOnlyList<(Entrance Entrance, Tally Tally)> Tallies,
    IReadOnlyList<(Refusal Refusal, long Count)> Refusals);
