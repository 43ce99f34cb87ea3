using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>What is worked on, comes next and later, and what is out.</summary>
public sealed partial class RoadmapColumns
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;
}
