using Duet.Access;
using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Pages;

/// <summary>Says on every page when a source is late or broken: its numbers are older than they look.</summary>
public sealed partial class SourceNotice
{
    private IReadOnlyList<SourceView> troubled = [];

    [Inject]
    private SourceBoard Board { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync() =>
        troubled = [.. (await Board.ListAsync(Context.RequestAborted)).Where(source => source.NeedsAttention)];
}
