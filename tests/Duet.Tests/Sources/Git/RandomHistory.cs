using System.Globalization;

namespace Duet.Tests.Sources.Git;

/// <summary>Lets a repository grow by chance: commits, branches, merges, reverts, squashes, tags, and what upsets an incremental import.</summary>
internal sealed class RandomHistory(TestRepository repository, Random random)
{
    private static readonly string[] People = [HistoryScript.Ann, HistoryScript.Ben, "Cem <cem@example.org>", "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"];

    private readonly List<string> subjects = [];
    private readonly List<string> tips = [];
    private HistoryScript script = new();
    private string head = "";
    private long clock = 1_600_000_000;
    private int number;
    private int version;

    /// <summary>Adds commits, and moves or deletes refs where asked to.</summary>
    public void Grow(int steps, bool mayRewrite)
    {
        script = new HistoryScript { Clock = clock };
        if (head.Length == 0) tips.Add(head = Commit("Begin", []));
        for (var i = 0; i < steps; i++) Step(mayRewrite);
        script.Branch("main", head);
        for (var i = 0; i < tips.Count; i++) script.Branch(Keep(i), tips[i]);
        repository.Write(script);
        clock = script.Clock + 86_400;

        // Marks end with the process that wrote them.
        head = repository.Git("rev-parse", "main");
        for (var i = 0; i < tips.Count; i++) tips[i] = repository.Git("rev-parse", Keep(i));
        if (mayRewrite) Tamper();
    }

    private void Step(bool mayRewrite)
    {
        script.Clock += random.Next(1, 200_000);
        switch (random.Next(mayRewrite ? 13 : 11))
        {
            case 0 or 1 or 2:
                Advance(Commit($"Work {++number}", [head]));
                break;
            case 3:
                Advance(Commit($"Squash {++number} (#{number})", [head]));
                break;
            case 4 or 5:
                var at = random.Next(tips.Count);
                tips.Add(Commit($"Topic {++number}", [tips[at]]));
                break;
            case 6 or 7:
                Advance(Commit($"Merge pull request #{++number} from ann/topic\n\nTitle {number}", [head, tips[random.Next(tips.Count)]]));
                break;
            case 8:
                if (subjects.Count == 0) break;
                Advance(Commit($"Revert \"{subjects[random.Next(subjects.Count)]}\"", [head]));
                break;
            case 9:
                script.Tag(Version(), tips[random.Next(tips.Count)]);
                break;
            case 10:
                script.AnnotatedTag(Version(), head, script.Clock);
                break;
            case 11:
                // The old mainline becomes a side line.
                head = Commit($"Merge branch 'main' of example.org:shop {++number}", [tips[random.Next(tips.Count)], head]);
                tips.Add(head);
                break;
            default:
                // Rewritten: the branch goes on from somewhere else.
                head = Commit($"Amended {++number}", [tips[random.Next(tips.Count)]]);
                break;
        }
    }

    // Some tags move and some go; sometimes a mailmap appears or changes.
    private void Tamper()
    {
        var tags = repository.Lines("tag");
        if (tags.Count > 2)
        {
            repository.Git("tag", "-f", tags[random.Next(tags.Count)], tips[random.Next(tips.Count)]);
            repository.Git("tag", "-d", tags[random.Next(tags.Count)]);
        }
        if (random.Next(3) == 0)
        {
            var map = new HistoryScript { Clock = clock };
            map.Branch("main", map.Commit("Map", [head], [(".mailmap", $"Ben Ito <ito{random.Next(2)}@example.org> <ben@example.org>\n")]));
            repository.Write(map);
            head = repository.Git("rev-parse", "main");
        }
        if (random.Next(2) == 0) repository.Git("pack-refs", "--all");
    }

    private void Advance(string commit)
    {
        head = commit;
        tips.Add(commit);
        if (tips.Count > 12) tips.RemoveAt(random.Next(tips.Count));
    }

    private string Commit(string message, IReadOnlyList<string> parents)
    {
        var files = Enumerable.Range(0, random.Next(4)).Select(_ => (Path: $"d{random.Next(3)}/f{random.Next(6)}.txt", Text: (string?)Lines())).DistinctBy(file => file.Path).ToList();
        var mark = script.Commit(message, parents, files, People[random.Next(People.Length)]);
        subjects.Add(message.Split('\n')[0]);
        return mark;
    }

    private static string Keep(int tip) => string.Create(CultureInfo.InvariantCulture, $"keep/{tip}");

    private string Lines() => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => $"line {random.Next(20)}\n"));

    private string Version()
    {
        version++;
        return string.Create(CultureInfo.InvariantCulture, $"v{version / 9}.{version / 3 % 3}.{version % 3}{(random.Next(4) == 0 ? "-rc1" : "")}");
    }
}
