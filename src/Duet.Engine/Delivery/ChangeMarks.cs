using System.Globalization;

namespace Duet.Engine.Delivery;

/// <summary>Recognises the merge and squash messages of git, GitHub, GitLab, Bitbucket, Azure DevOps and Gitea by scanning, without regular expressions.</summary>
internal static class ChangeMarks
{
    private const string SeeMergeRequest = "See merge request ";

    /// <param name="subject">First line of the message.</param>
    /// <param name="body">The rest.</param>
    /// <param name="mayBeGitLab">False where the body is known not to hold GitLab's line.</param>
    public static ChangeMark? Read(ReadOnlySpan<char> subject, ReadOnlySpan<char> body, bool mayBeGitLab = true)
    {
        subject = subject.Trim();
        if (mayBeGitLab && GitLab(subject, body) is { } gitLab)
            return gitLab;
        var rest = subject;
        if (Skip(ref rest, "Merge pull request "))
            return PullRequest(rest, body) ?? Squash(subject);
        if (Skip(ref rest, "Merged PR ") && Number(ref rest) is { } azure && Skip(ref rest, ":"))
            return new ChangeMark { Kind = ChangeMarkKind.Azure, Number = azure, Title = Text(rest) };
        rest = subject;
        if (Skip(ref rest, "Pull request #") && Number(ref rest) is { } server && Skip(ref rest, ":"))
            return new ChangeMark { Kind = ChangeMarkKind.Bitbucket, Number = server, Title = Text(rest) };
        rest = subject;
        if (Skip(ref rest, "Merged in ") && rest.LastIndexOf(" (pull request #") is var at and >= 0)
        {
            var number = rest[(at + " (pull request #".Length)..];
            if (Number(ref number) is { } bitbucket && number is ")")
                return new ChangeMark { Kind = ChangeMarkKind.Bitbucket, Number = bitbucket, Source = Text(rest[..at]), Title = FirstLine(body) };
        }
        rest = subject;
        return Squash(subject) ?? (Skip(ref rest, "Merge ") ? Git(rest) : null);
    }

    // "#12 from owner/branch", "#12 in PROJECT/repo from x to y" (Bitbucket Server), "'Title' (#12) from x into y" (Gitea).
    private static ChangeMark? PullRequest(ReadOnlySpan<char> rest, ReadOnlySpan<char> body)
    {
        if (rest.StartsWith("'"))
        {
            var end = rest.LastIndexOf("' (#");
            if (end < 1)
                return null;
            var after = rest[(end + "' (#".Length)..];
            if (Number(ref after) is not { } gitea || !Skip(ref after, ") from "))
                return null;
            var branch = Text(Cut(" into ", ref after));
            return new ChangeMark { Kind = ChangeMarkKind.GitHub, Number = gitea, Title = Text(rest[1..end]), Source = branch, Target = Text(after) };
        }
        if (!Skip(ref rest, "#") && !Skip(ref rest, "!"))
            return null;
        if (Number(ref rest) is not { } number)
            return null;
        var isServer = rest.StartsWith(" in ");
        var from = rest.IndexOf(" from ");
        rest = from < 0 ? default : rest[(from + " from ".Length)..];
        var source = Text(Cut(isServer ? " to " : " into ", ref rest));
        return new ChangeMark
        {
            Kind = isServer ? ChangeMarkKind.Bitbucket : ChangeMarkKind.GitHub,
            Number = number,
            Title = FirstLine(body),
            Source = source,
            Target = Text(rest),
        };
    }

    private static ChangeMark? GitLab(ReadOnlySpan<char> subject, ReadOnlySpan<char> body)
    {
        var at = LineStart(body, SeeMergeRequest);
        if (at < 0)
            return null;
        var reference = body[(at + SeeMergeRequest.Length)..];
        var end = reference.IndexOfAny(" \t\r\n");
        reference = end < 0 ? reference : reference[..end];
        var mark = reference.LastIndexOf('!');
        if (mark < 0)
            return null;
        var digits = reference[(mark + 1)..];
        if (Number(ref digits) is not { } number)
            return null;
        var rest = subject;
        if (!Skip(ref rest, "Merge branch "))
            return new ChangeMark { Kind = ChangeMarkKind.GitLab, Number = number, Title = Text(subject) };
        var branch = Quoted(ref rest);
        var target = Skip(ref rest, " into ") ? Unquote(rest) : default;
        var title = FirstLine(body[..at]);
        return new ChangeMark { Kind = ChangeMarkKind.GitLab, Number = number, Title = title, Source = Text(branch), Target = Text(target) };
    }

    // A quote's "(#12)" is somebody else's: it is followed by the closing quote and so is not at the end.
    private static ChangeMark? Squash(ReadOnlySpan<char> subject)
    {
        var at = subject.LastIndexOf("(#");
        if (at < 0 || !subject.EndsWith(")"))
            return null;
        var digits = subject[(at + 2)..];
        return Number(ref digits) is { } number && digits is ")"
            ? new ChangeMark { Kind = ChangeMarkKind.Squash, Number = number, Title = Text(subject[..at]) ?? "" }
            : null;
    }

    private static ChangeMark? Git(ReadOnlySpan<char> rest)
    {
        var kind = ChangeMarkKind.Git;
        if (Skip(ref rest, "remote-tracking branch ") || Skip(ref rest, "remote branch ") || Skip(ref rest, "remote-tracking branches "))
            kind = ChangeMarkKind.GitRemote;
        else if (!(Skip(ref rest, "branch ") || Skip(ref rest, "branches ") || Skip(ref rest, "tag ") || Skip(ref rest, "tags ")
            || Skip(ref rest, "commit ") || Skip(ref rest, "commits ")))
        {
            return rest.Contains("://", StringComparison.Ordinal) || rest.StartsWith("git@")
                ? new ChangeMark { Kind = ChangeMarkKind.GitPull }
                : null;
        }
        var source = Quoted(ref rest);
        var into = rest.LastIndexOf(" into ");
        var target = into < 0 ? default : Unquote(rest[(into + " into ".Length)..]);
        if (kind == ChangeMarkKind.Git && (into < 0 ? rest : rest[..into]).Contains(" of ", StringComparison.Ordinal))
            kind = ChangeMarkKind.GitPull;
        return new ChangeMark { Kind = kind, Source = Text(source), Target = Text(target) };
    }

    /// <summary>Where a line of <paramref name="text"/> starts with <paramref name="words"/>, or -1.</summary>
    public static int LineStart(ReadOnlySpan<char> text, ReadOnlySpan<char> words)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOf(words);
            if (at < 0)
                return -1;
            at += from;
            if (at == 0 || text[at - 1] == '\n')
                return at;
            from = at + words.Length;
        }
        return -1;
    }

    /// <summary>Reads a number of at least one digit that fits; leaves the text as it was otherwise.</summary>
    public static int? Number(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        text = text[digits.Length..];
        return number;
    }

    private static bool Skip(ref ReadOnlySpan<char> text, scoped ReadOnlySpan<char> words)
    {
        if (!text.StartsWith(words))
            return false;
        text = text[words.Length..];
        return true;
    }

    // 'x' at the start; git before 1.5 wrote no quotes.
    private static ReadOnlySpan<char> Quoted(ref ReadOnlySpan<char> text)
    {
        var isQuoted = text.StartsWith("'") || text.StartsWith("\"");
        var start = isQuoted ? 1 : 0;
        var length = isQuoted ? text[1..].IndexOf(text[0]) : text.IndexOf(' ');
        var quoted = length < 0 ? text[start..] : text.Slice(start, length);
        text = length < 0 ? default : text[(start + length + start)..];
        return quoted;
    }

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> text) => text.Trim().Trim("'\"");

    // What stands before the separator; the rest remains.
    private static ReadOnlySpan<char> Cut(scoped ReadOnlySpan<char> separator, ref ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(separator);
        var before = at < 0 ? text : text[..at];
        text = at < 0 ? default : text[(at + separator.Length)..];
        return before;
    }

    private static string? FirstLine(ReadOnlySpan<char> body)
    {
        body = body.TrimStart();
        var end = body.IndexOfAny('\r', '\n');
        return Text(end < 0 ? body : body[..end]);
    }

    // Titles and branches go to people and into facts: no control characters, no endless ones.
    private static string? Text(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > 500)
            text = text[..(char.IsHighSurrogate(text[499]) ? 499 : 500)];
        return text.IsEmpty ? null : text.ToString();
    }
}
