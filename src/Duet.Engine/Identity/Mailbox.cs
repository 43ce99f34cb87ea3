namespace Duet.Engine.Identity;

/// <summary>A mail address taken apart for comparison.</summary>
/// <param name="Local">What stands before the @, without a <c>+tag</c>; the login where a forge's private address tells it.</param>
/// <param name="Domain">What stands behind the @; empty for a private address of a forge.</param>
public readonly record struct Mailbox(string Local, string Domain)
{
    /// <summary>Reads an address in lower case; null where there is no @ with something before it.</summary>
    public static Mailbox? Of(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0)
            return null;
        var (local, domain) = (address[..at], address[(at + 1)..]);
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        if (domain.StartsWith("users.noreply.", StringComparison.Ordinal))
        {
            var digits = local.AsSpan().IndexOfAnyExceptInRange('0', '9');
            return new Mailbox(digits > 0 && local[digits] is '+' or '-' ? local[(digits + 1)..] : local, "");
        }
        return new Mailbox(plus > 0 ? local[..plus] : local, domain);
    }
}
