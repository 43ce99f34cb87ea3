namespace Duet.Engine.Delivery;

/// <summary>
/// The trailers of a message, found by git's rules (<c>git interpret-trailers</c>): the last paragraph, if all its lines are
/// trailers, or if one of them is written by git itself and at least a quarter are trailers. Lines that start with white
/// space continue the one before.
/// </summary>
public static class Trailers
{
    /// <summary>The paragraph of trailers within <paramref name="body"/> (the message without its subject); empty where there is none.</summary>
    public static ReadOnlySpan<char> Block(ReadOnlySpan<char> body)
    {
        body = body.TrimEnd();
        var (trailers, others, continuations, isGits) = (0, 0, 0, false);
        var start = body.Length;
        while (start > 0)
        {
            var end = start == body.Length ? start : start - 1;
            var lineStart = body[..end].LastIndexOf('\n') + 1;
            var line = body[lineStart..end];
            if (line.IsWhiteSpace())
                break;
            start = lineStart;
            if (line[0] == '#')
                (others, continuations) = (others + continuations, 0);
            else if (line.StartsWith("Signed-off-by: ") || line.StartsWith("(cherry picked from commit "))
                (trailers, continuations, isGits) = (trailers + 1, 0, true);
            else if (char.IsWhiteSpace(line[0]))
                continuations++;
            else if (Separator(line) > 0)
                (trailers, continuations) = (trailers + 1, 0);
            else
                (others, continuations) = (others + continuations + 1, 0);
        }
        others += continuations;
        return (isGits && trailers * 3 >= others) || (trailers > 0 && others == 0) ? body[start..] : default;
    }

    /// <summary>Goes through the trailers of a block as <see cref="Block"/> gives it.</summary>
    public static Enumerator Read(ReadOnlySpan<char> block) => new(block);

    // A name of letters, digits and hyphens, then white space, then the colon.
    private static int Separator(ReadOnlySpan<char> line)
    {
        var space = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == ':')
                return i;
            if (!space && (char.IsAsciiLetterOrDigit(c) || c == '-'))
                continue;
            if (i == 0 || c is not (' ' or '\t'))
                return -1;
            space = true;
        }
        return -1;
    }

    /// <summary>Steps from trailer to trailer; lines of a block that are none are passed over.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<char> rest;

        internal Enumerator(ReadOnlySpan<char> block) => rest = block;

        /// <summary>The trailer's name, as written.</summary>
        public ReadOnlySpan<char> Key { get; private set; }

        /// <summary>The trailer's value, trimmed; it holds line breaks where it was continued.</summary>
        public ReadOnlySpan<char> Value { get; private set; }

        public bool MoveNext()
        {
            while (!rest.IsEmpty)
            {
                var length = LineLength(rest);
                var colon = Separator(rest[..length]);
                while (length < rest.Length && rest[length] is ' ' or '\t')
                    length += LineLength(rest[length..]);
                var line = rest[..length];
                rest = rest[length..];
                if (colon <= 0)
                    continue;
                Key = line[..colon].TrimEnd();
                Value = line[(colon + 1)..].Trim();
                return true;
            }
            return false;
        }

        private static int LineLength(ReadOnlySpan<char> text) => text.IndexOf('\n') is var end && end < 0 ? text.Length : end + 1;
    }
}
