namespace Duet.Teams;

/// <summary>Names that people give and queries use: trimmed, single spaces, unique without regard to case.</summary>
internal static class Names
{
    public static string Clean(string? name) =>
        string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Key(string name) => Clean(name).ToLowerInvariant();

    /// <summary>Null where the cleaned name is good.</summary>
    public static Refused? Check(string name, int longest) =>
        name.Length == 0 ? new Refused("no-name")
        : name.Length > longest ? new Refused("long-name", longest)
        : name.Any(char.IsControl) ? new Refused("bad-name")
        : null;
}
