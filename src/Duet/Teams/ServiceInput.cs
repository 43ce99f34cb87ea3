namespace Duet.Teams;

/// <summary>A service as somebody enters it or a file names it.</summary>
/// <param name="Name">As deployments and incidents name it; unique without regard to case.</param>
/// <param name="Product">The product it is part of.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="ExternalId">What an import calls it.</param>
internal sealed record ServiceInput(string Name, int? Product = null, string? Description = null, string? ExternalId = null)
{
    public const int LongestDescription = 1000;
}
