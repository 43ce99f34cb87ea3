using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>The one question of a link in a mail.</summary>
public sealed partial class TokenForm
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;
}
