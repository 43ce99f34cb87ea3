using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>A page for people outside: a document of its own, without the program's shell, scripts and cookies.</summary>
public sealed partial class PortalDocument
{
    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;

    private string Heading => View switch
    {
        { Page: PortalPage.Notice } => Text[$"Notice.{View.Problem}"],
        { Page: PortalPage.New, Name: { } name } => Text["NewOn", name],
        { Name: { } name } => name,
        _ => Text[$"Head.{View.Page}"],
    };
}
