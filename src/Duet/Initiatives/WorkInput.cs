using Duet.Initiatives.Records;

namespace Duet.Initiatives;

/// <summary>An initiative as somebody enters it.</summary>
/// <param name="Code">How titles of changes name it, such as <c>MP-1182</c>; null for none.</param>
/// <param name="Owner">The person who answers for it.</param>
internal sealed record InitiativeInput(
    string Name, InitiativeState State, string? Code = null, string? Description = null, int? Owner = null, int? Team = null,
    int? Product = null, bool IsPublic = false, string? PublicTitle = null, RoadmapSlot? Slot = null);

/// <summary>A feature as somebody enters it.</summary>
internal sealed record FeatureInput(
    string Name, FeatureState State, int Product, string? Description = null, int? Owner = null, int? Team = null, int? Initiative = null);

/// <summary>A tool as somebody enters it.</summary>
/// <param name="Service">The service that it is, where one of ours.</param>
internal sealed record ToolInput(string Name, ToolState State, string? Url = null, string? Service = null, int? Owner = null, int? Team = null);
