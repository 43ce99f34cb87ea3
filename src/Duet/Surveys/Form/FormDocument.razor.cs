using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Form;

/// <summary>A page of the public form: a document of its own, without the program's shell, scripts and cookies.</summary>
public sealed partial class FormDocument
{
    [Parameter, EditorRequired]
    public FormView View { get; set; } = null!;

    private string Heading => Text[$"Head.{View.Kind}"];
}
