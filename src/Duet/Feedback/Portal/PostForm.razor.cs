using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>Asks for a post; also inside a frame on another site.</summary>
public sealed partial class PostForm
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;
}
