using System.Diagnostics;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using Duet.Engine.Identity;

namespace Duet.Benchmarks.Identity;

/// <summary>
/// A repository's .mailmap is what its people said themselves about who is who. It is no complete truth: who never asked is
/// not in it, so pairs outside of it count as wrong although most are right. The second figure looks only at those it names.
/// </summary>
internal static class Mailmap
{
    public static void Compare(string repository)
    {
        Dictionary<Actor, string> mapped = [];
        var identities = new Identities();
        foreach (var fields in Authors(repository))
        {
            var actor = identities.Of(fields[0], fields[1]);
            if (actor.Kind == ActorKind.Human)
                mapped[actor] = fields[2].ToLowerInvariant();
        }
        var known = mapped.Select(entry => (Party: Party.Of(new IdentityKey(entry.Key.Realm, entry.Key.Key)), Truth: entry.Value)).ToList();
        var found = Suggestions.Find([], [.. mapped.Keys.Select(actor => new KnownIdentity(new IdentityKey(actor.Realm, actor.Key), actor.Name))]);
        IdentityBenchmark.Quality($"{repository} against its .mailmap", found, known);

        var named = known.GroupBy(entry => entry.Truth).Where(same => same.Count() > 1).SelectMany(same => same).ToList();
        IdentityBenchmark.Quality("  those the .mailmap joins with another", found, named);

        var truth = known.ToDictionary(entry => entry.Party, entry => entry.Truth);
        var outside = found.Where(told => truth[told.First] != truth[told.Second]).ToList();
        IdentityBenchmark.Say($"  outside of the .mailmap: {outside.Count}, of these with the very same full name {outside.Count(told => told.Reasons.Any(reason => reason.Kind == MatchKind.SameName))}; the others:");
        foreach (var told in outside.Where(told => told.Reasons.All(reason => reason.Kind != MatchKind.SameName)))
            IdentityBenchmark.Say($"    {told.Confidence:0.00} {string.Join(", ", told.Reasons.Select(reason => $"{reason.Kind} {reason.Detail}"))}");
    }

    private static IEnumerable<string[]> Authors(string repository)
    {
        var start = new ProcessStartInfo("git", ["-C", repository, "log", "--format=%an%x00%ae%x00%aE", "HEAD"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        while (git.StandardOutput.ReadLine() is { } line)
            if (line.Split('\0') is [_, _, _] fields)
                yield return fields;
    }
}
