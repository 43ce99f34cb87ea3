namespace Duet.Tests.Surveys.Anonymity;

/// <summary>What could be found of people who answered, and what must not be.</summary>
internal sealed class Traced
{
    private const int PageBytes = 4096;
    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    public required Canaries Tickets { get; init; }

    /// <summary>Names and mail addresses: they are stored, but never beside a text.</summary>
    public required Canaries People { get; init; }

    /// <summary>Addresses and browsers.</summary>
    public required Canaries Machines { get; init; }
    public required Canaries Texts { get; init; }

    /// <summary>When each answered.</summary>
    public required Canaries Times { get; init; }

    /// <summary>A sentence for each leak in a data directory; none where the promise holds.</summary>
    public IReadOnlyList<string> LeaksIn(string data)
    {
        List<string> leaks = [];
        foreach (var path in Files(data))
        {
            var (bytes, name) = (File.ReadAllBytes(path), Path.GetFileName(path));
            var whole = Canaries.Latin(bytes);
            leaks.AddRange(Leaks(whole).Select(leak => $"{name} holds {leak}"));
            if (Pages(path, bytes).Select(page => Canaries.Latin(page)).Any(page => People.AreIn(page) && Texts.AreIn(page)))
                leaks.Add($"{name} holds a person and a text in one page");
        }
        return leaks;
    }

    /// <summary>The same of lines of a log: of these none may hold anything.</summary>
    public IReadOnlyList<string> LeaksIn(IEnumerable<string> lines) =>
        [.. lines.SelectMany(line => Leaks(line).Concat(Texts.AreIn(line) ? ["a text"] : []).Select(leak => $"{leak}: {line[..Math.Min(line.Length, 200)]}")).Take(20)];

    public static bool IsAnywhere(Canaries canaries, string data) => Files(data).Any(path => canaries.AreIn(Canaries.Latin(File.ReadAllBytes(path))));

    private IEnumerable<string> Leaks(string text)
    {
        if (Tickets.AreIn(text))
            yield return "a ticket";
        if (Machines.AreIn(text))
            yield return "an address or a browser";
        if (Times.AreIn(text))
            yield return "the time of an answer";
    }

    // Nothing is ever written into the lock.
    private static IEnumerable<string> Files(string data) =>
        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "duet.lock");

    private static IEnumerable<byte[]> Pages(string path, byte[] bytes) => path.EndsWith("-wal", StringComparison.Ordinal)
        ? bytes.Skip(LogHeader).Chunk(PageBytes + FrameHeader)
        : bytes.Chunk(PageBytes);
}
