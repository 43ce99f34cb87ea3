using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Teams;

/// <summary>An organisation as large as Duet promises to be quick with: 5,000 people in 300 teams, known by 20,000 identities.</summary>
internal static class LargeOrganisation
{
    public const int People = 5_000;
    public const int Teams = 300;
    public const int Services = 600;
    public const int AliasesOfAPerson = 4;

    public static async Task WriteRecordsAsync(RunningServer server)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        List<Team> teams = [];
        for (var number = 1; number <= Teams; number++)
            teams.Add(new Team { Id = number, Name = $"Team {number:000}", Key = $"team {number:000}", ParentId = number == 1 ? null : 1 + (number - 2) / 6, CreatedAt = now });
        db.AddRange(teams);
        db.AddRange(Enumerable.Range(1, People).Select(number => new Person
        {
            Id = number,
            Name = $"Person {number:0000}",
            Mail = $"person{number}@large.example",
            CreatedAt = now,
        }));
        db.AddRange(Enumerable.Range(1, People).SelectMany(number => Places(number, now)));
        db.AddRange(Enumerable.Range(1, People).Select(number => new DisciplinePeriod { PersonId = number, Discipline = Disciplines.Known[number % Disciplines.Known.Count] }));
        db.AddRange(Enumerable.Range(1, Services).Select(number => new Service { Id = number, Name = $"service-{number}", Key = $"service-{number}" }));
        db.AddRange(Enumerable.Range(1, Services).Select(number => new ServiceOwner { ServiceId = number, TeamId = 1 + number % Teams }));
        db.AddRange(Enumerable.Range(1, Services).Select(number => new RepoService { Repo = $"repo-{number / 3}", Path = $"services/{number}", ServiceId = number }));
        db.AddRange(Enumerable.Range(1, People).SelectMany(number => Enumerable.Range(1, AliasesOfAPerson - 1).Select(alias => new IdentityLink
        {
            Realm = "github",
            Key = $"login{number}-{alias}",
            Name = $"Person {number:0000}",
            PersonId = number,
            Method = LinkMethod.Import,
            Confidence = 1,
            LinkedAt = now,
        })));
        db.Add(new ActorRule { Position = 1, Field = ActorRuleField.Any, Pattern = "*[bot]", Kind = ActorKind.Bot });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static Task WriteFactsAsync(RunningServer server)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-10);
        return server.Get<IFactStore>().WriteAsync(
            new FactBatch("large", "large").Append(Enumerable.Range(1, People).SelectMany(number => Enumerable.Range(0, AliasesOfAPerson).Select(alias => new CommitFact
            {
                Repo = "large",
                Sha = $"{number:x8}{alias:x2}".PadLeft(40, '0'),
                Subject = "Work",
                Author = alias == 0
                    ? new Actor("mail", $"person{number}@large.example", $"Person {number:0000}", ActorKind.Human)
                    : new Actor("github", $"login{number}-{alias}", $"Person {number:0000}", ActorKind.Human),
                AuthorKind = ActorKind.Human,
                AuthoredAt = at,
                CommittedAt = at,
                IsMerge = false,
                Files = 1,
            })).ToList()),
            TestContext.Current.CancellationToken);
    }

    // Everybody moved once: history is what makes a directory large.
    private static IEnumerable<Membership> Places(int person, DateTimeOffset now)
    {
        var moved = now.AddDays(-30 - person % 300);
        yield return new Membership { PersonId = person, TeamId = 1 + (person + 7) % Teams, IsPrimary = true, Until = moved };
        yield return new Membership { PersonId = person, TeamId = 1 + person % Teams, IsPrimary = true, Since = moved, IsLead = person <= Teams };
    }
}
