using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>One post with its votes and comments.</summary>
public sealed partial class PostDocument
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;
}
