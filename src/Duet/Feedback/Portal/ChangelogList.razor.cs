using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>What is new.</summary>
public sealed partial class ChangelogList
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;
}
