using Duet.Access;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>On the page of a feature or a tool: what the last waves said under items whose topic is its name.</summary>
public sealed partial class WorkSurvey
{
    private IReadOnlyList<(WaveResults Results, ItemRow Row)> shown = [];

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private SurveyResults Known { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (!Caller.Can(Permission.SurveyResults))
            return;
        shown = [.. (await Known.LastAsync(Context.RequestAborted)).SelectMany(results => ItemRow.Of(results)
            .Where(row => row.Main is not null && string.Equals(row.Item.Topic, Name, StringComparison.OrdinalIgnoreCase)).Select(row => (results, row)))];
    }
}
