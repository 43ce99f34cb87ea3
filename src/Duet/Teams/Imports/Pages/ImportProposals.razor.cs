using Duet.Teams.Imports.Plans;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Imports.Pages;

/// <summary>Services that a file suggests, to be chosen one by one.</summary>
public sealed partial class ImportProposals
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<PlannedService> Proposals { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlySet<string> Chosen { get; set; }
}
