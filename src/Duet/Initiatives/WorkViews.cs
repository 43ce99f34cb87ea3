using Duet.Initiatives.Records;

namespace Duet.Initiatives;

/// <summary>An initiative with the names of what it belongs to.</summary>
internal sealed record InitiativeView(Initiative Row, string? Owner, string? Team, string? Product);

/// <summary>A feature with the names of what it belongs to.</summary>
internal sealed record FeatureView(Feature Row, string? Owner, string? Team, string Product, string? Initiative);

/// <summary>A tool with the names of those who keep it.</summary>
internal sealed record ToolView(Tool Row, string? Owner, string? Team);
