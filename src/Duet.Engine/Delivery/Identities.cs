using System.Text;
using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>
/// Turns the names and mail addresses of git into actors, one shared instance per identity. The key is the lower-cased
/// mail address (realm <c>mail</c>); the login where a forge's private address tells it (<c>github</c>, <c>gitlab</c>); the
/// name where the address is empty or a placeholder (<c>name</c>). Nothing is guessed beyond that: merging two
/// identities of one person is for people to confirm. Mailmaps are git's own business. Not safe for several threads.
/// </summary>
public sealed class Identities
{
    private const int LongestName = 200;
    private const int LongestKey = 320;
    private const string GitHubPrivate = "@users.noreply.github.com";
    private const string GitLabPrivate = "@users.noreply.gitlab.com";

    private readonly Dictionary<(string Name, string Mail), Actor> seen = [];
    private readonly Dictionary<(string Realm, string Key), Actor> actors = [];
    private readonly HashSet<string> bots;
    private readonly HashSet<string> agents;
    private readonly HashSet<string> placeholders;

    /// <summary>Uses the lists given, or those that Duet ships.</summary>
    public Identities(IdentityRules? rules = null)
    {
        rules ??= IdentityRules.Default;
        bots = new(rules.Bots, StringComparer.Ordinal);
        agents = new(rules.Agents, StringComparer.Ordinal);
        placeholders = new(rules.Placeholders, StringComparer.Ordinal);
    }

    /// <summary>The identities met so far.</summary>
    public int Count => actors.Count;

    /// <summary>
    /// The actor behind a name and a mail address as git prints them. The name shown is the first one met. Any text is
    /// taken: control characters become spaces, halves of surrogates the replacement character, long texts are cut.
    /// </summary>
    public Actor Of(string name, string mail)
    {
        if (seen.TryGetValue((name, mail), out var actor))
            return actor;
        var shown = Clean(name, LongestName);
        var address = Clean(mail, LongestKey).Trim('<', '>', ' ').ToLowerInvariant();
        var (realm, key) = Key(shown, address);
        if (!actors.TryGetValue((realm, key), out actor))
        {
            actor = new Actor(realm, key, shown.Length > 0 ? shown : key, Kind(realm, key, shown.ToLowerInvariant(), address));
            actors.Add((realm, key), actor);
        }
        seen.Add((name, mail), actor);
        return actor;
    }

    private (string Realm, string Key) Key(string name, string address)
    {
        if (Login(address, GitHubPrivate, '+') is { } login)
            return ("github", login);
        if (Login(address, GitLabPrivate, '-') is { } gitLabLogin)
            return ("gitlab", gitLabLogin);
        if (address.Length > 0 && !placeholders.Contains(address))
            return ("mail", address);
        return name.Length > 0 ? ("name", name.ToLowerInvariant()) : ("name", "(unknown)");
    }

    // "49699333+dependabot[bot]@..." and, before 2017, "login@..."; GitLab has "1234-login@...".
    private static string? Login(string address, string domain, char separator)
    {
        if (!address.EndsWith(domain, StringComparison.Ordinal))
            return null;
        var local = address.AsSpan(0, address.Length - domain.Length);
        var digits = local.IndexOfAnyExceptInRange('0', '9');
        if (digits > 0 && local[digits] == separator)
            local = local[(digits + 1)..];
        return local.IsEmpty ? null : local.ToString();
    }

    private ActorKind Kind(string realm, string key, string name, string address)
    {
        var isAccount = realm is "github" or "gitlab";
        var login = isAccount ? WithoutBot(key) : null;
        if (agents.Contains(address) || (login != null && agents.Contains(login))
            || (IsMarked(name) && agents.Contains(WithoutBot(name))))
            return ActorKind.Agent;
        if (IsMarked(name) || bots.Contains(name) || bots.Contains(address))
            return ActorKind.Bot;
        if (isAccount)
            return IsMarked(key) || bots.Contains(login!) ? ActorKind.Bot : ActorKind.Human;
        return realm == "mail" && IsServiceAddress(address) ? ActorKind.Bot : ActorKind.Human;
    }

    private static bool IsMarked(string login) =>
        login.EndsWith("[bot]", StringComparison.Ordinal) || login.EndsWith("-bot", StringComparison.Ordinal);

    private static string WithoutBot(string login) =>
        login.EndsWith("[bot]", StringComparison.Ordinal) ? login[..^"[bot]".Length].TrimEnd() : login;

    private static bool IsServiceAddress(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var local = at < 0 ? address : address[..at];
        return local is "noreply" or "no-reply" or "donotreply" or "do-not-reply" or "bot" || IsMarked(local);
    }

    private static string Clean(string text, int longest)
    {
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && text.Length > 0)
            return text;
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
                break;
            if (!Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
                clean.Append(rune.ToString());
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString().Trim().Normalize(NormalizationForm.FormC);
    }
}
