using System.Text;

namespace Duet.Engine.Identity;

/// <summary>What one name of somebody tells: a directory entry or an identity, read once for all comparisons.</summary>
internal sealed class Traits
{
    private const int ShortestHandle = 3;
    private const string Separators = "._-";

    private Traits(int owner, PersonalName name, string handle, string domain) =>
        (Owner, Name, Handle, Domain) = (owner, name, handle, domain);

    /// <summary>Index of the party whose name this is.</summary>
    public int Owner { get; }
    public PersonalName Name { get; }

    /// <summary>Login or text before the @, without dots and dashes; empty where it is none, too short, or shared by many.</summary>
    public string Handle { get; }

    /// <summary>The organisation's domain; empty where the domain says nothing.</summary>
    public string Domain { get; }

    public static Traits? Of(int owner, KnownPerson person)
    {
        var box = person.Mail is { } mail ? Mailbox.Of(mail) : null;
        return Of(owner, PersonalName.Of(person.Name), box?.Local ?? "", box?.Domain ?? "");
    }

    /// <summary>Null where the identity is a shared one, or tells nothing to compare.</summary>
    public static Traits? Of(int owner, KnownIdentity identity)
    {
        var (realm, key) = identity.Id;
        var box = Mailbox.Of(key);
        var local = box?.Local ?? (realm is "name" ? "" : key);
        if (SharedNames.IsMailbox(Plain(local)) || IsRelayed(identity.Name))
            return null;
        var name = PersonalName.Of(identity.Name);
        // "jane.doe@..." tells the name where the source does not.
        if (!name.IsFull && local.AsSpan().IndexOfAny(Separators) > 0 && !local.Any(char.IsAsciiDigit)
            && PersonalName.Of(local.Replace('.', ' ').Replace('_', ' ').Replace('-', ' ')) is { IsFull: true } told)
            name = told;
        return Of(owner, name, local, box?.Domain ?? "");
    }

    private static Traits? Of(int owner, PersonalName name, string local, string domain)
    {
        if (!name.IsFull && SharedNames.IsCommon(name.Joined))
            name = PersonalName.Of("");
        var handle = Plain(local);
        if (handle.Length == 0 && !name.IsFull)
            handle = name.Joined;
        if (handle.Length < ShortestHandle || SharedNames.IsCommon(handle) || handle.All(char.IsAsciiDigit))
            handle = "";
        return name.Words.Count == 0 && handle.Length == 0
            ? null
            : new Traits(owner, name, handle, SharedNames.IsPublicDomain(domain) ? "" : domain);
    }

    // "Jane Doe via Mailing List" stands before the list's address.
    private static bool IsRelayed(string name) => name.Contains(" via ", StringComparison.OrdinalIgnoreCase);

    private static string Plain(string local) =>
        !Ascii.IsValid(local) ? PersonalName.Of(local).Joined
        : local.All(char.IsAsciiLetterOrDigit) ? local.ToLowerInvariant()
        : string.Concat(local.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
