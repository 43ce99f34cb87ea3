namespace Duet.Engine.Delivery;

/// <summary>Recognises reverts and re-applies as git and the forges word them.</summary>
internal static class RevertMarks
{
    private const string Reverts = "This reverts commit";
    private const int ShortestSha = 7;
    private const int MostShas = 1000;

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    /// <param name="subject">First line of the message.</param>
    /// <param name="body">The rest.</param>
    /// <param name="mayName">False where the body is known to hold neither of git's and GitHub's sentences.</param>
    public static RevertMark? Read(ReadOnlySpan<char> subject, ReadOnlySpan<char> body, bool mayName = true)
    {
        subject = subject.Trim();
        var quoted = Quoted(subject, "Revert \"");
        var reapplied = quoted.IsEmpty ? Quoted(subject, "Reapply \"") : default;
        var (shas, number) = mayName ? Named(body, isTitled: !quoted.IsEmpty || !reapplied.IsEmpty) : ([], null);
        if (!reapplied.IsEmpty)
            return new RevertMark { IsReapply = true, Subject = $"Revert \"{reapplied}\"", Shas = shas, Number = number };
        if (quoted.IsEmpty && shas.Count == 0 && number == null)
            return null;
        return new RevertMark
        {
            // An odd number of reverts takes the work out, an even number puts it back.
            IsReapply = Depth(subject) % 2 == 0 && !quoted.IsEmpty,
            Subject = quoted.IsEmpty ? null : quoted.ToString(),
            Shas = shas,
            Number = number,
        };
    }

    private static (IReadOnlyList<string> Shas, int? Number) Named(ReadOnlySpan<char> body, bool isTitled)
    {
        List<string> shas = [];
        int? number = null;
        foreach (var line in body.EnumerateLines())
        {
            // The list of a squashed branch: what one of its commits took back was never on the mainline.
            if (!isTitled && line.StartsWith("* "))
                break;
            if (line.StartsWith(Reverts, StringComparison.OrdinalIgnoreCase))
                AddShas(line[Reverts.Length..], shas);
            else if (number == null && line.StartsWith("Reverts "))
                number = ForgeNumber(line["Reverts ".Length..]);
        }
        return (shas, number);
    }

    // "s abc1234, def5678 and 0123abc." or " abc1234, reversing" where the sentence goes on about the merge's parents.
    private static void AddShas(ReadOnlySpan<char> text, List<string> shas)
    {
        if (text.StartsWith("s"))
            text = text[1..];
        while (shas.Count < MostShas)
        {
            text = text.TrimStart(" ,:;");
            if (text.StartsWith("and "))
                text = text["and ".Length..];
            var end = text.IndexOfAnyExcept(HexDigits);
            var sha = end < 0 ? text : text[..end];
            if (sha.Length is < ShortestSha or > 64 || (end >= 0 && char.IsLetterOrDigit(text[end])))
                return;
            var id = sha.ToString().ToLowerInvariant();
            if (!shas.Contains(id))
                shas.Add(id);
            text = text[sha.Length..];
        }
    }

    // "owner/repo#12" or "#12", alone on its line.
    private static int? ForgeNumber(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('#');
        if (at < 0 || text[..at].Contains(' '))
            return null;
        var digits = text[(at + 1)..];
        return ChangeMarks.Number(ref digits) is { } number && digits.Trim() is "" or "." ? number : null;
    }

    private static ReadOnlySpan<char> Quoted(ReadOnlySpan<char> subject, ReadOnlySpan<char> words)
    {
        if (!subject.StartsWith(words))
            return default;
        var rest = subject[words.Length..];
        var end = rest.LastIndexOf('"');
        return end < 0 ? rest : rest[..end];
    }

    private static int Depth(ReadOnlySpan<char> subject)
    {
        var depth = 0;
        while (subject.StartsWith("Revert \""))
        {
            depth++;
            subject = subject["Revert \"".Length..];
        }
        // Reapply "x" is git's word for Revert "Revert "x"".
        return subject.StartsWith("Reapply \"") ? depth + 2 : depth;
    }
}
