namespace Duet.Access;

/// <summary>Mail addresses as accounts keep them.</summary>
internal static class Mails
{
    public static string Normal(string mail) => mail.Trim().ToLowerInvariant();

    /// <summary>True for what looks like one address; whether it exists only a mail can tell.</summary>
    public static bool IsPossible(string mail) =>
        mail.Trim() is { Length: <= Account.LongestMail } trimmed
        && trimmed.IndexOf('@') is >= 1 and var at && at == trimmed.LastIndexOf('@')
        && !trimmed.EndsWith('@') && !trimmed.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));
}
