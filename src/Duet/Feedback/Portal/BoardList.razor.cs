using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>The public boards, to choose one.</summary>
public sealed partial class BoardList
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;
}
