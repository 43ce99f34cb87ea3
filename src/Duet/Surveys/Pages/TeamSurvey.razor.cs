using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>On a team's page: what its people said in the last wave of each survey, where that may be shown.</summary>
public sealed partial class TeamSurvey
{
    private IReadOnlyList<(WaveResults Results, IReadOnlyList<(ItemRow Row, ReleasedCell Cell)> Cells)> shown = [];

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public string Name { get; set; } = "";

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SurveyResults Known { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (!Caller.Can(Permission.SurveyResults))
            return;
        List<(WaveResults, IReadOnlyList<(ItemRow, ReleasedCell)>)> found = [];
        foreach (var results in await Known.LastAsync(Context.RequestAborted))
        {
            var key = Freezing.KeyOf([KeyValuePair.Create("team", Name)]);
            List<(ItemRow, ReleasedCell)> cells = [.. ItemRow.Of(results)
                .Select(row => (row, Cell: results.Number(key, row.Measure, CellForm.Share))).Where(pair => pair.Cell is not null).Select(pair => (pair.row, pair.Cell!))];
            if (cells.Count > 0)
                found.Add((results, cells));
        }
        shown = found;
    }
}
