using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Imports.Pages;

/// <summary>What an import would do, and what there is to say about the files.</summary>
public sealed partial class ImportPreview
{
    private const int Most = 500;

    [Parameter, EditorRequired]
    public required ImportReport Report { get; set; }

    [Parameter, EditorRequired]
    public required ImportWords Words { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
