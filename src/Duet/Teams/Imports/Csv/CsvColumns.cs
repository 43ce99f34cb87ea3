namespace Duet.Teams.Imports.Csv;

/// <summary>Which columns a file must and may have. Case, blanks and underscores in names do not matter.</summary>
internal sealed record CsvColumns(IReadOnlyList<string> Needed, IReadOnlyList<string> Possible)
{
    /// <summary>Columns that are passed over: DevLake's tables carry where each row came from.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public static string Normal(string name) =>
        name.Trim().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <exception cref="UnreadableException">A column is missing, doubled or not known; all of them are named.</exception>
    public void Check(Spot spot, IReadOnlyList<string> header)
    {
        if (header.Count > ImportLimits.Columns)
            throw UnreadableException.Problem(spot, "many-columns", header.Count);
        var normal = header.Select(Normal).ToList();
        var known = Needed.Concat(Possible).ToList();
        var missing = Needed.Where(name => !normal.Contains(Normal(name))).ToList();
        var doubled = header.Where((name, index) => normal.IndexOf(Normal(name)) < index).ToList();
        var extra = header.Where(name => !known.Concat(Ignored).Any(column => Normal(column) == Normal(name))).ToList();
        if (missing.Count + doubled.Count + extra.Count > 0)
            throw UnreadableException.Problem(spot, "columns", Words(missing), Words(doubled), Words(extra), Words(known));
    }

    private static string Words(List<string> names) =>
        names.Count == 0 ? "-" : string.Join(", ", names.Select(name => name.Length is > 0 and <= 60 ? name : name.Length == 0 ? "\"\"" : name[..60] + "…"));
}
