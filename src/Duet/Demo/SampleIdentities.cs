using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>
/// Names that tools know the sample's people and programs by, which nobody has linked yet: the page of suggestions has something
/// to suggest. Their commits lie before the history that is told, so only the names are left and no number changes.
/// </summary>
internal static class SampleIdentities
{
    private const string Source = "sample identities";

    public static async Task WriteAsync(SampleOrganisation organisation, TimeProvider time, IFactStore store, CancellationToken cancellationToken)
    {
        var before = new SampleClock(time.GetUtcNow(), SampleOrganisation.Weeks).Start.AddDays(-400);
        var commits = Of(organisation).Select((actor, index) => new CommitFact
        {
            Repo = "archive",
            Sha = $"{index:x40}",
            Subject = "Import",
            Author = actor,
            AuthorKind = actor.Kind,
            AuthoredAt = before,
            CommittedAt = before,
            IsMerge = false,
        }).ToList();
        await store.WriteAsync(new FactBatch(Source, Source).Append(commits).Clear<CommitFact>(), cancellationToken);
    }

    private static IEnumerable<Actor> Of(SampleOrganisation organisation)
    {
        var people = organisation.People.ToList();
        foreach (var (person, index) in people.Select((person, index) => (person, index)))
        {
            var (given, family) = (person.Name.Split(' ')[0].ToLowerInvariant(), person.Name.Split(' ')[1].ToLowerInvariant());
            if (index % 6 == 0)
                yield return Human("mail", $"{given}@{family}.example", person.Name);
            else if (index % 6 == 1)
                yield return Human("jira", $"{given[0]}{family}", $"{person.Name.Split(' ')[1]}, {person.Name.Split(' ')[0]}");
            else if (index % 12 == 2)
                yield return Human("github", $"{given[0]}{family}", "");
            else if (index % 12 == 8)
                yield return Human("mail", $"{given}.{family}@laptop.local", $"{given[0]}. {family}");
        }
        yield return Human("mail", "rio@agency.example", "Rio Tanaka");
        yield return Human("github", "rio-tanaka", "Rio Tanaka");
        yield return Human("mail", "root@build-7.sample.example", "root");
        yield return Human("mail", "svc-nightly@sample.example", "Nightly");
        yield return Human("name", "pipeline", "pipeline");
    }

    private static Actor Human(string realm, string key, string name) => new(realm, key, name, ActorKind.Human);
}
