namespace Duet.Teams.Imports.Plans;

/// <summary>A product a file speaks of.</summary>
internal sealed record PlannedProduct(string Name, string? ExternalId, Spot Spot);
