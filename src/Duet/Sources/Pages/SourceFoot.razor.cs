using Duet.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Duet.Sources.Pages;

/// <summary>How fresh the facts are, at the foot of the navigation.</summary>
public sealed partial class SourceFoot
{
    private IReadOnlyList<SourceView> sources = [];
    private DateTimeOffset? upTo;
    private int troubled;

    [Inject]
    private SourceBoard Board { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private LocalizedString Counted => sources.Count switch
    {
        0 => Text["FootNone"],
        1 => Text["FootOne", 1],
        var count => Text["FootCount", count],
    };

    protected override async Task OnInitializedAsync()
    {
        sources = await Board.ListAsync(Context.RequestAborted);
        troubled = sources.Count(source => source.NeedsAttention);
        // The oldest of those that work: up to then nothing is missing from them.
        upTo = sources.Where(source => source.Enabled && !source.NeedsAttention).Min(source => source.LastSuccess);
    }
}
