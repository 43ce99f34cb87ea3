namespace Duet.Teams.Imports.Plans;

/// <summary>
/// What files say about an organisation, checked by itself but not yet compared with the directory. What a file is silent
/// about is null or missing here, and left as it is.
/// </summary>
internal sealed record OrganisationPlan
{
    public IReadOnlyList<PlannedTeam> Teams { get; init; } = [];
    public IReadOnlyList<PlannedPerson> People { get; init; } = [];
    public IReadOnlyList<PlannedProduct> Products { get; init; } = [];
    public IReadOnlyList<PlannedService> Services { get; init; } = [];
}
