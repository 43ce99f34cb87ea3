using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.People.Pages;

/// <summary>Changes of identities in words, each with a button that takes it back.</summary>
public sealed partial class ChangeList
{
    [Parameter, EditorRequired]
    public IReadOnlyList<IdentityChange> Changes { get; set; } = [];

    [Parameter]
    public bool MayUndo { get; set; }

    private string Says(IdentityChange change)
    {
        var delta = DirectoryDelta.Parse(change.Before);
        return change.Kind switch
        {
            IdentityChangeKind.Merge => Text["Change.Merge", Gone(delta)],
            IdentityChangeKind.Split => Text["Change.Split", Keys(delta), Come(delta)],
            IdentityChangeKind.Unlink => Text["Change.Unlink", string.Join(", ", delta.Links.Select(link => link.Before?.Key))],
            _ when delta.People.Count > 0 => Text["Change.New", Keys(delta), Come(delta)],
            _ => Text["Change.Link", Keys(delta)],
        };
    }

    private static string Keys(DirectoryDelta delta) => string.Join(", ", delta.Links.Select(link => link.After?.Key).OfType<string>());

    private static string Gone(DirectoryDelta delta) => delta.People.FirstOrDefault(person => person.After is null)?.Before!.Name ?? "";

    private static string Come(DirectoryDelta delta) => delta.People.FirstOrDefault(person => person.Before is null)?.After!.Name ?? "";
}
