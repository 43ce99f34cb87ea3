using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Benchmarks.Facts;

/// <summary>Facts that look like those of a large repository: random shas, sentences as titles, a few hundred authors.</summary>
internal static class SyntheticFacts
{
    private static readonly DateTimeOffset Start = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Actor[] Authors =
        [.. Enumerable.Range(0, 400).Select(i => new Actor("mail", $"person{i}@example.org", $"Person {i}", ActorKind.Human))];

    /// <summary>A sha of 40 digits that belongs to a number and shares no order with it.</summary>
    public static string Sha(int number)
    {
        var low = Mixed((ulong)number + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{low:x16}{Mixed(low):x16}{(uint)Mixed(low + 1):x8}");
    }

    public static ChangeFact Change(int number, string word = "Add") => new()
    {
        Repo = "app",
        Id = Sha(number),
        Number = number,
        Title = $"{word} the thing that number {number} asked for",
        Author = Authors[number % Authors.Length],
        AuthorKind = ActorKind.Human,
        FirstCommitAt = Start.AddMinutes(number),
        MergedAt = Start.AddMinutes(number + 600),
        Additions = number % 300,
        Deletions = number % 70,
        Files = number % 9,
        Commits = 1 + (number % 5),
        Method = ChangeMethod.Merge,
    };

    public static CommitFact Commit(int number) => new()
    {
        Repo = "app",
        Sha = Sha(number),
        Subject = $"Fix number {number} of the list of things",
        Author = Authors[number % Authors.Length],
        AuthorKind = ActorKind.Human,
        AuthoredAt = Start.AddMinutes(number),
        CommittedAt = Start.AddMinutes(number + 5),
        IsMerge = false,
        Files = 3,
    };

    public static FileChangeFact File(int commit, int number) => new()
    {
        Commit = Sha(commit),
        Path = $"src/area{(commit + number) % 30}/folder{commit % 100}/file{(commit * 7) + number}.cs",
        Repo = "app",
        Area = $"area{(commit + number) % 30}",
        Author = Authors[commit % Authors.Length],
        AuthorKind = ActorKind.Human,
        CommittedAt = Start.AddMinutes(commit + 5),
    };

    // SplitMix64: numbers that follow each other land far apart.
    private static ulong Mixed(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
