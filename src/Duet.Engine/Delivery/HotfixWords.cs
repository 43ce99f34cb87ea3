using System.Buffers;

namespace Duet.Engine.Delivery;

/// <summary>Finds the words hotfix, hot-fix and urgent, not as part of another word (insurgent, hotfixes, non-urgent).</summary>
internal static class HotfixWords
{
    private static readonly SearchValues<string> Words =
        SearchValues.Create(["hotfix", "hot-fix", "urgent"], StringComparison.OrdinalIgnoreCase);

    public static bool In(ReadOnlySpan<char> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOfAny(Words);
            if (at < 0)
                return false;
            at += from;
            var length = text[at] is 'u' or 'U' ? "urgent".Length : text[at + 3] == '-' ? "hot-fix".Length : "hotfix".Length;
            var end = at + length;
            var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWhole && !IsDenied(text[..at]))
                return true;
            from = end;
        }
        return false;
    }

    private static bool IsDenied(ReadOnlySpan<char> before) =>
        before.EndsWith("non-", StringComparison.OrdinalIgnoreCase) || before.EndsWith("not ", StringComparison.OrdinalIgnoreCase);
}
