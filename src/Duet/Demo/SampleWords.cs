using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Titles of changes, and the files they touch.</summary>
internal sealed class SampleWords(SampleRepository repository, Chance chance)
{
    private const int FilesPerArea = 40;

    private static readonly string[] Verbs = ["Add", "Fix", "Simplify", "Explain", "Remove", "Show", "Cache", "Test", "Rename", "Check"];

    private static readonly string[] Things =
    [
        "empty states", "the date filter", "retries", "a timeout", "input limits", "error messages", "the export", "sorting",
        "an old flag", "log lines", "the retry queue", "page titles", "rounding", "permissions", "the import", "translations",
    ];

    private static readonly string[] Packages = ["json", "logging", "http client", "test runner", "date library", "linter"];

    private readonly Dictionary<string, string[]> paths = repository.Areas.ToDictionary(
        area => area, area => Enumerable.Range(1, FilesPerArea).Select(number => $"{area}/{area}_{number:00}.cs").ToArray());

    public string Task() => $"{chance.Pick(Verbs)} {chance.Pick(Things)} in {chance.Pick(repository.Areas)}";

    public string Update() => $"Bump {chance.Pick(Packages)} to {1 + chance.Events(4)}.{chance.Events(6)}.{chance.Events(3)}";

    /// <summary>Different files of one commit: mostly of the area at which its author is at home.</summary>
    public IReadOnlyList<SampleFile> Files(Actor author)
    {
        if (author.Kind == ActorKind.Bot)
            return [new SampleFile("packages.lock", "(root)", 5 + chance.Events(6), 5 + chance.Events(6))];
        var home = repository.Areas[(author.Key.Length + author.Key[0]) % repository.Areas.Count];
        var files = new Dictionary<string, SampleFile>();
        for (var count = 1 + chance.Events(1.4); count > 0; count--)
        {
            var area = chance.Happens(0.75) ? home : chance.Pick(repository.Areas);
            var path = chance.Pick(paths[area]);
            files[path] = new SampleFile(path, area, (int)chance.Around(9, 1.1), (int)chance.Around(4, 1.1));
        }
        return [.. files.Values];
    }
}
