namespace Duet.Engine.Delivery;

/// <summary>The parts of a repository: its first directories. Remembers their names, so that a stream of paths shares them.</summary>
public sealed class Areas
{
    /// <summary>The area of files that lie in no directory.</summary>
    public const string Root = "(root)";

    private readonly Dictionary<string, string> names = [];

    /// <summary>The first directory of <paramref name="path"/>, or <see cref="Root"/>.</summary>
    public static string AreaOf(ReadOnlySpan<char> path) => path.IndexOf('/') is var slash and > 0 ? path[..slash].ToString() : Root;

    /// <summary>The same, as one instance for each name.</summary>
    public string Of(ReadOnlySpan<char> path)
    {
        var slash = path.IndexOf('/');
        if (slash <= 0)
            return Root;
        var known = names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(path[..slash], out var name))
            return name;
        name = path[..slash].ToString();
        names.Add(name, name);
        return name;
    }
}
