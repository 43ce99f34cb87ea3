using Duet.Initiatives.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>One tool: who keeps it, the work on it, and what is said about it.</summary>
public sealed partial class ToolPage
{
    private ToolView? view;

    [Inject]
    private KnownTools Known { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "edit")]
    private Entered? Edit { get; set; }

    private Tool Row => view!.Row;

    private protected override int? TeamId => Row.TeamId;

    private protected override async Task<bool> FindAsync() => (view = await Known.FindAsync(Id, Stop)) is not null;

    private async Task EditAsync()
    {
        if (Edit is { } said && await SaveAsync(said.Owner, owner => Known.EditAsync(
            Id, new ToolInput(said.Name ?? "", said.State ?? Row.State, said.Url, said.Service, owner, said.Team), said.Stamp, Caller, Stop)))
            Edit = null;
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public ToolState? State { get; set; }
        public string? Url { get; set; }
        public string? Service { get; set; }
        public string? Owner { get; set; }
        public int? Team { get; set; }
        public string? Stamp { get; set; }
    }
}
