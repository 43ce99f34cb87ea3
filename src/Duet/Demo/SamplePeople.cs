using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Demo;

/// <summary>Everybody in the sample organisation: who writes code, who does not, one who left; in teams and disciplines.</summary>
internal sealed class SamplePeople(SampleOrganisation organisation, IDbContextFactory<AppDb> records, TimeProvider time)
{
    private const int WeeksSinceLeaving = 30;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var clock = new SampleClock(time.GetUtcNow(), SampleOrganisation.Weeks);
        var teams = await db.Set<Team>().ToDictionaryAsync(team => team.Name, team => team.Id, cancellationToken);
        var coders = organisation.Teams.SelectMany(team => team.Members.Select((member, place) => (team, member, place)))
            .Select(known => (known.team, known.place, Person: Person(known.member.Name, known.member.Key, clock.Start))).ToList();
        var others = SampleNames.WithoutCode.Select(name => Person(name, SampleOrganisation.MailOf(name), clock.Start)).ToList();
        db.AddRange(coders.Select(coder => coder.Person).Concat(others));
        await db.SaveChangesAsync(cancellationToken);

        db.AddRange(coders.Select(coder => new Membership
        {
            PersonId = coder.Person.Id,
            TeamId = teams[coder.team.Name],
            IsPrimary = true,
            IsLead = coder.place == 0,
        }));
        db.AddRange(coders.Select(coder => Discipline(coder.Person, coder.place switch { 5 => "Design", 6 => "Quality", _ => "Engineering" })));
        // One product manager to a team; the others serve all of them.
        db.AddRange(organisation.Teams.Zip(others, (team, manager) => new Membership { PersonId = manager.Id, TeamId = teams[team.Name], IsPrimary = true }));
        db.AddRange(others.Select((person, index) => Discipline(
            person, index < organisation.Teams.Count ? "Product management" : index % 2 == 0 ? "Product operations" : "Support")));
        // A designer helps out in the neighbouring team.
        db.Add(new Membership { PersonId = coders[5].Person.Id, TeamId = teams[organisation.Teams[1].Name], IsPrimary = false });
        Leave(db, others[^1], teams[organisation.Teams[^1].Name], clock.Start.AddDays(7 * (SampleOrganisation.Weeks - WeeksSinceLeaving)));
        db.AddRange(coders.Where((_, index) => index % 3 == 0).Select(coder => new IdentityLink
        {
            Realm = "github",
            Key = Login(coder.Person.Name),
            Name = coder.Person.Name,
            PersonId = coder.Person.Id,
            Method = LinkMethod.Import,
            Confidence = 1,
            LinkedAt = clock.Start,
        }));
        await db.SaveChangesAsync(cancellationToken);
    }

    public static string Login(string name) => name.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal);

    private static Person Person(string name, string mail, DateTimeOffset start) => new() { Name = name, Mail = mail, CreatedAt = start };

    private static DisciplinePeriod Discipline(Person person, string discipline) => new() { PersonId = person.Id, Discipline = discipline };

    private static void Leave(AppDb db, Person person, int team, DateTimeOffset at)
    {
        person.LeftAt = at;
        db.Add(new Membership { PersonId = person.Id, TeamId = team, IsPrimary = true, Until = at });
        foreach (var period in db.ChangeTracker.Entries<DisciplinePeriod>().Where(entry => entry.Entity.PersonId == person.Id))
            period.Entity.Until = at;
    }
}
