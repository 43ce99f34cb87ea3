using System.ComponentModel;
using System.Text.Json.Serialization;
using Duet.Initiatives.Records;

namespace Duet.Initiatives.Api;

/// <summary>An initiative as programs send it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record InitiativeBody
{
    [Description("Unique without regard to case.")]
    public required string Name { get; init; }

    [Description("idea, decided, started, shipped, closed or dropped.")]
    public required string State { get; init; }

    [Description("How titles of changes name it, such as MP-1182.")]
    public string? Code { get; init; }
    public string? Description { get; init; }

    [Description("The person who answers for it, by id.")]
    public int? Owner { get; init; }
    public int? Team { get; init; }
    public int? Product { get; init; }

    [Description("On the public roadmap, in this column: now, next or later; left out for not.")]
    public string? Roadmap { get; init; }

    [Description("What the public roadmap calls it; left out for its name.")]
    public string? PublicTitle { get; init; }

    [Description("The stamp of the initiative as it was read: refuses to overwrite what somebody else changed meanwhile.")]
    public string? Stamp { get; init; }

    /// <summary>Null where a word is none of those that there are.</summary>
    public InitiativeInput? Read() =>
        !Known<InitiativeState>(State, out var state) ? null
        : Roadmap is null ? new InitiativeInput(Name, state, Code, Description, Owner, Team, Product)
        : !Known<RoadmapSlot>(Roadmap, out var slot) ? null
        : new InitiativeInput(Name, state, Code, Description, Owner, Team, Product, true, PublicTitle, slot);

    // Numbers would be taken for members, too.
    private static bool Known<T>(string word, out T value) where T : struct, Enum =>
        Enum.TryParse(word, true, out value) && Enum.IsDefined(value) && word.All(char.IsAsciiLetter);
}
