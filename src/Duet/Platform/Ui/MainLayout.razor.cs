using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui;

/// <summary>The shell around every page: navigation, notices, content.</summary>
public sealed partial class MainLayout
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // A bare "#main" would lead to the base address, not to this page.
    private string Here => new Uri(Navigation.Uri).PathAndQuery;
}
