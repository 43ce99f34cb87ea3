using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui;

/// <summary>What other modules add to a page.</summary>
public sealed partial class PageParts
{
    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public PageSlot Slot { get; set; }

    private Dictionary<string, object> Given => new() { [nameof(Id)] = Id, [nameof(Name)] = Name };
}
