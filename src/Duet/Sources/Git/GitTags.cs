using System.Globalization;
using System.Text;
using Duet.Engine.Delivery;

namespace Duet.Sources.Git;

/// <summary>
/// Follows tags to their commits. A tag's date is the outermost tagger's, else the commit's committer date: git's
/// <c>creatordate</c> where that is known.
/// </summary>
internal static class GitTags
{
    private const int DeepestNesting = 10;

    /// <summary>Tags that lead to no commit (blobs, trees, missing objects) are left out.</summary>
    public static async Task<IReadOnlyList<TagRef>> ReadAsync(
        ReadingRepository repository, IEnumerable<KeyValuePair<string, string>> tags, GitDates dates, CancellationToken cancellationToken)
    {
        var named = tags.ToList();
        var objects = new Dictionary<string, TagObject>(StringComparer.Ordinal);
        var open = named.Select(tag => tag.Value).ToHashSet(StringComparer.Ordinal);
        for (var depth = 0; open.Count > 0 && depth < DeepestNesting; depth++)
        {
            var known = await KnownAsync(repository, open, cancellationToken);
            var content = await repository.AskAsync(known, cancellationToken, "cat-file", "--batch");
            foreach (var (id, item) in Parse(content)) objects[id] = item;
            open = [.. objects.Values.Select(item => item.Target).OfType<string>().Where(target => !objects.ContainsKey(target))];
            // What is no commit or tag is not asked for again.
            open.ExceptWith(objects.Keys);
            if (open.SetEquals(known)) break;
        }

        List<TagRef> found = [];
        foreach (var (name, id) in named)
        {
            string? time = null;
            var at = id;
            for (var depth = 0; depth <= DeepestNesting && objects.TryGetValue(at, out var item); depth++)
            {
                time ??= item.Time;
                if (item.Target is null)
                {
                    found.Add(new TagRef(name, at, dates.Read(time), IsAnnotated: at != id));
                    break;
                }
                at = item.Target;
            }
        }
        return found;
    }

    private static async Task<List<string>> KnownAsync(ReadingRepository repository, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var answer = Encoding.ASCII.GetString(await repository.AskAsync(ids, cancellationToken, "cat-file", "--batch-check"));
        return [.. answer.Split('\n').Select(line => line.Split(' ')).Where(words => words is [_, "tag" or "commit", _]).Select(words => words[0])];
    }

    private static IEnumerable<(string Id, TagObject Object)> Parse(byte[] batch)
    {
        for (var at = 0; at < batch.Length;)
        {
            var lineEnd = Array.IndexOf(batch, (byte)'\n', at);
            var words = Encoding.ASCII.GetString(batch, at, lineEnd - at).Split(' ');
            var size = words.Length == 3 ? int.Parse(words[2], CultureInfo.InvariantCulture) : -1;
            at = lineEnd + 1;
            if (size < 0) continue;
            yield return (words[0], Read(words[1], Encoding.UTF8.GetString(batch, at, size)));
            at += size + 1;
        }
    }

    private static TagObject Read(string type, string text)
    {
        string? target = null, time = null;
        foreach (var line in text.Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (type == "tag" && line.StartsWith("object ", StringComparison.Ordinal)) target ??= line["object ".Length..];
            if (line.StartsWith(type == "tag" ? "tagger " : "committer ", StringComparison.Ordinal) && line.LastIndexOf("> ", StringComparison.Ordinal) is >= 0 and var mail)
            {
                time ??= line[(mail + 2)..].Split(' ')[0];
            }
        }
        return new TagObject(target, time);
    }

    /// <param name="Target">What a tag names; null for commits.</param>
    /// <param name="Time">Seconds since 1970 as written; null where nothing is.</param>
    private readonly record struct TagObject(string? Target, string? Time);
}
