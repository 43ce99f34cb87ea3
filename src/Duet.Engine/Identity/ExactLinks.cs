namespace Duet.Engine.Identity;

/// <summary>Links that need nobody's confirmation: an address that the directory itself gives for a person.</summary>
public static class ExactLinks
{
    private const string MailRealm = "mail";

    /// <summary>Identities not linked yet whose mail address is exactly one person's.</summary>
    /// <param name="people">The directory.</param>
    /// <param name="identities">Those of humans; linked ones are passed over.</param>
    /// <returns>Identity and person; in order of the identities given.</returns>
    public static IReadOnlyList<(KnownIdentity Identity, int Person)> Find(
        IReadOnlyCollection<KnownPerson> people, IReadOnlyCollection<KnownIdentity> identities)
    {
        var byMail = people.Where(person => person.Mail is not null).GroupBy(person => person.Mail!)
            .Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.Single().Id, StringComparer.Ordinal);
        return [.. identities
            .Where(identity => identity.Person is null && identity.Id.Realm == MailRealm && byMail.ContainsKey(identity.Id.Key))
            .Select(identity => (identity, byMail[identity.Id.Key]))];
    }
}
