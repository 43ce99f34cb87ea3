using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Comparing;

/// <summary>People: found by what their system calls them, by mail address, by an identity, at last by name.</summary>
internal sealed class PeopleComparison(Comparison comparison)
{
    private readonly Dictionary<Person, Spot> planned = [];
    private readonly MembershipComparison memberships = new(comparison);

    public void Run(IReadOnlyList<PlannedPerson> people)
    {
        foreach (var plan in people)
            comparison.Count(() => Compare(plan));
    }

    private void Compare(PlannedPerson plan)
    {
        var candidates = Candidates(plan);
        if (candidates.Count > 1)
        {
            comparison.Notes.Problem(plan.Spot, candidates.Select(person => person.Name).Distinct().Count() > 1 ? "two-people" : "same-name", candidates[0].Name, candidates[1].Name);
            return;
        }
        if (candidates.Count == 0 && plan.Name.Length == 0)
        {
            comparison.Notes.Remark(plan.Spot, "user-unknown", plan.ExternalId ?? "");
            return;
        }
        var isNew = candidates.Count == 0;
        var person = isNew ? Create(plan) : candidates[0];
        if (!planned.TryAdd(person, plan.Spot))
        {
            comparison.Notes.Problem(plan.Spot, "person-twice", person.Name, planned[person].Line);
            return;
        }
        if (!isNew)
            Edit(plan, person);
        Link(plan, person);
        Describe(plan, person, PersonAttribute.Site, plan.Site, "person-site");
        Describe(plan, person, PersonAttribute.HiredOn, plan.HiredOn, "person-hired");
        if (person.LeftAt is not null && plan.LeftAt is null && !plan.Stays.Any(stay => stay.Since >= person.LeftAt))
            comparison.Notes.Remark(plan.Spot, "has-left", person.Name);
        else
            memberships.Compare(plan, person);
        Leave(plan, person);
    }

    private List<Person> Candidates(PlannedPerson plan)
    {
        List<Person?> found =
        [
            plan.ExternalId is null ? null : comparison.Known.PersonByExternalId(plan.ExternalId),
            plan.Mail is null ? null : comparison.Known.PersonByMail(plan.Mail),
        ];
        if (found.TrueForAll(person => person is null))
            found.AddRange(plan.Identities.Select(identity => comparison.Known.PersonByIdentity(identity.Realm, identity.Key)));
        if (found.TrueForAll(person => person is null) && plan is { Mail: null, ExternalId: null, Identities.Count: 0 })
            found.AddRange(comparison.Known.PeopleNamed(plan.Name));
        return [.. found.OfType<Person>().Distinct()];
    }

    private Person Create(PlannedPerson plan)
    {
        var person = new Person { Name = plan.Name, Mail = plan.Mail, ExternalId = plan.ExternalId, CreatedAt = comparison.Today.Now };
        comparison.Db.Add(person);
        comparison.Known.Add(person);
        Say(plan, person, ChangeKind.Added, "person-added");
        return person;
    }

    private void Edit(PlannedPerson plan, Person person)
    {
        if (plan.Name.Length > 0 && plan.Name != person.Name)
        {
            Say(plan, person, ChangeKind.Changed, "person-renamed", plan.Name);
            person.Name = plan.Name;
        }
        if (plan.Mail is not null && plan.Mail != person.Mail)
        {
            Say(plan, person, ChangeKind.Changed, "person-mail", plan.Mail);
            person.Mail = plan.Mail;
            comparison.Known.Add(person);
        }
        // Two systems may know a person; the first one's word for them stays, the other finds them by mail.
        if (plan.ExternalId is not null && person.ExternalId is null)
        {
            Say(plan, person, ChangeKind.Changed, "person-known-as", plan.ExternalId);
            person.ExternalId = plan.ExternalId;
            comparison.Known.Add(person);
        }
    }

    private void Link(PlannedPerson plan, Person person)
    {
        foreach (var identity in plan.Identities)
            if ((identity.Realm == "mail" ? comparison.Known.PersonByMail(identity.Key) : comparison.Known.PersonByIdentity(identity.Realm, identity.Key)) is { } linked)
            {
                if (linked != person)
                    comparison.Notes.Remark(identity.Spot, "identity-taken", $"{identity.Realm}:{identity.Key}", linked.Name);
            }
            else
            {
                comparison.Known.Add(person, identity.Realm, identity.Key);
                Say(plan, person, ChangeKind.Added, "identity-linked", $"{identity.Realm}:{identity.Key}");
                comparison.Later.Add(() => comparison.Db.Add(new IdentityLink
                {
                    Realm = identity.Realm,
                    Key = identity.Key,
                    Name = person.Name,
                    PersonId = person.Id,
                    Method = LinkMethod.Import,
                    Confidence = 1,
                    LinkedAt = comparison.Today.Now,
                }));
            }
    }

    private void Describe(PlannedPerson plan, Person person, string name, string? value, string code)
    {
        var known = comparison.Known.AttributeOf(person, name);
        if (value is null || value == known?.Value)
            return;
        Say(plan, person, known is null ? ChangeKind.Added : ChangeKind.Changed, code, value);
        if (known is not null)
            known.Value = value;
        else
            comparison.Later.Add(() => comparison.Db.Add(new PersonAttribute { PersonId = person.Id, Name = name, Value = value }));
    }

    private void Leave(PlannedPerson plan, Person person)
    {
        if (plan.LeftAt is { } left && person.LeftAt != left)
        {
            Say(plan, person, ChangeKind.Ended, "person-left", left);
            person.LeftAt = left;
        }
        else if (plan.LeftAt is null && person.LeftAt is { } gone && plan.Stays.Any(stay => stay.Since >= gone))
        {
            Say(plan, person, ChangeKind.Changed, "person-back");
            person.LeftAt = null;
        }
    }

    private void Say(PlannedPerson plan, Person person, ChangeKind kind, string code, params IReadOnlyList<object> args) =>
        comparison.Say(new PlannedChange(kind, ChangeSubject.Person, person.Name, code, args) { Spot = plan.Spot });
}
