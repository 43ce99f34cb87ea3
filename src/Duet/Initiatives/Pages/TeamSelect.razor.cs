using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>The team that something belongs to.</summary>
public sealed partial class TeamSelect
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public int? Chosen { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<TeamNode> Teams { get; set; } = [];
}
