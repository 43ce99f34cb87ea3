namespace Duet.Teams;

/// <summary>A team as somebody enters it or a file names it.</summary>
/// <param name="Name">Unique without regard to case.</param>
/// <param name="Parent">The team it is part of; null at the top.</param>
/// <param name="ExternalId">What an import or a directory calls it.</param>
internal sealed record TeamInput(string Name, int? Parent = null, string? ExternalId = null);
