using Duet.Teams.Imports.Csv;

namespace Duet.Feedback.Intake;

/// <summary>Which column of a file holds which part of a voice.</summary>
internal sealed class VoiceColumns
{
    private readonly IReadOnlyDictionary<string, string>? chosen;

    private VoiceColumns(IReadOnlyDictionary<string, string>? chosen) => this.chosen = chosen;

    /// <summary>The parts of a voice that a file can hold, by the names that our own file has for them.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["id", "kind", "title", "body", "at", "language", "product", "tool", "account", "mail", "name"];

    /// <summary>Columns named as ours; any other makes the file one that was not meant.</summary>
    public static VoiceColumns Ours { get; } = new((IReadOnlyDictionary<string, string>?)null);

    // What other systems call them, as CsvColumns.Normal has it, the likest first.
    private static readonly Dictionary<string, string[]> Usual = new()
    {
        ["id"] = ["ticketid", "key", "number"],
        ["kind"] = ["type", "role"],
        ["title"] = ["subject", "summary", "headline"],
        ["body"] = ["text", "description", "message", "comment", "feedback", "content", "details"],
        ["at"] = ["createdat", "created", "date", "time", "submittedat", "timestamp"],
        ["language"] = ["lang", "locale"],
        ["account"] = ["customer", "company", "organisation", "organization"],
        ["mail"] = ["email", "e-mail", "requesteremail"],
    };

    /// <summary>By part the column chosen for it, as <see cref="CsvColumns.Normal"/> has it; parts without one are missing.</summary>
    public IReadOnlyDictionary<string, string> Chosen => chosen ?? new Dictionary<string, string>();

    /// <summary>What the names suggest.</summary>
    /// <param name="header">As <see cref="CsvTable.HeaderOf"/> gives it.</param>
    public static VoiceColumns Guess(IReadOnlyList<string> header)
    {
        Dictionary<string, string> found = [];
        foreach (var part in Parts)
            if (Usual.GetValueOrDefault(part, []).Prepend(part).FirstOrDefault(name => header.Contains(name) && !found.ContainsValue(name)) is { } column)
                found[part] = column;
        return new VoiceColumns(found);
    }

    /// <param name="chosen">By part a column of the file; others are passed over.</param>
    /// <param name="header">As <see cref="CsvTable.HeaderOf"/> gives it.</param>
    public static VoiceColumns Of(IReadOnlyDictionary<string, string> chosen, IReadOnlyList<string> header) =>
        new(chosen.Where(pair => Parts.Contains(pair.Key) && header.Contains(pair.Value)).ToDictionary());

    /// <summary>What the table may hold.</summary>
    public CsvColumns For(IReadOnlyList<string> header) => chosen is null
        ? new CsvColumns([], Parts)
        {
            // Our own file comes back with what it says of the answer, which is not the sender's to set.
            Ignored = ["voice", "channel", "votes", "weight", "shown", "closed_as", "closed_at"],
        }
        : new CsvColumns([], [.. chosen.Values.Distinct()]) { Ignored = header };

    public bool Has(CsvTable table, string part) => chosen is null ? table.Has(part) : chosen.ContainsKey(part);

    /// <summary>The cell of a part; null where it is empty or the file has none.</summary>
    public string? Read(CsvLine line, string part) => chosen is null ? line[part] : chosen.TryGetValue(part, out var column) ? line[column] : null;
}
