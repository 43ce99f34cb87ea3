using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Surveys.Planning;
using Duet.Surveys.Records;
using Duet.Teams;
using Duet.Teams.People;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>Makes a survey, shows before asking what may be told afterwards, and opens and closes its waves.</summary>
public sealed partial class PlanPage
{
    private Survey? survey;
    private Wave? openWave;
    private WavePreview? preview;
    private PlanInput input = new();
    private IReadOnlyList<TeamNode> teams = [];
    private IReadOnlyList<string> disciplines = [];
    private IReadOnlyList<string> sites = [];
    private IReadOnlyList<HandOut> codes = [];
    private string? refused;
    private string? said;
    private bool isUnknown;

    [Parameter]
    public int? Id { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SurveyPlans Plans { get; set; } = null!;

    [Inject]
    private IWaves Waves { get; set; } = null!;

    [Inject]
    private IInstruments Instruments { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private Disciplines Disciplines { get; set; } = null!;

    [Inject]
    private PersonAttributes People { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private CancellationToken Stop => Context.RequestAborted;

    private string Title => survey is null ? Text["Plan.New"] : Text["Plan.Of", survey.Title];

    protected override async Task OnInitializedAsync()
    {
        teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
        (disciplines, sites) = (await Disciplines.ListAsync(Stop), await People.SitesAsync(Stop));
        await LoadAsync();
        if (survey is not null)
            input = PlanInput.Of(survey);
    }

    private async Task LoadAsync()
    {
        if (Id is not { } id)
            return;
        survey = await Plans.FindAsync(id, Stop);
        isUnknown = survey is null;
        if (isUnknown)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        openWave = await Plans.OpenWaveAsync(id, Stop);
        preview = await Waves.PreviewAsync(id, Stop);
    }

    private async Task SaveAsync()
    {
        input = PlanInput.Of(Context.Request.Form);
        (var saved, refused) = await Plans.SaveAsync(Id, input, Caller, Stop);
        if (refused is not null)
            return;
        if (Id is null)
        {
            Navigation.NavigateTo(SurveyWords.PlanPath(saved!.Value));
            return;
        }
        said = "saved";
        await LoadAsync();
    }

    private async Task OpenAsync()
    {
        if (Context.Request.Form["Sure"] != "true")
        {
            refused = "not-sure";
            return;
        }
        // The codes are in this one answer and nowhere else.
        Context.Response.Headers.CacheControl = "no-store";
        var opening = await Waves.OpenAsync(Id!.Value, Caller, Stop);
        (refused, said, codes) = (opening.Refusal is { } why ? why.ToString() : null, opening.Refusal is null ? "opened" : null, opening.Codes);
        await LoadAsync();
    }

    private async Task CloseAsync()
    {
        if (Context.Request.Form["Sure"] != "true")
        {
            refused = "not-sure";
            return;
        }
        var why = openWave is null ? WaveRefusal.NotOpen : await Waves.CloseAsync(openWave.Id, Caller, Stop);
        (refused, said) = (why?.ToString(), why is null ? "closed" : null);
        await LoadAsync();
    }

    // "team=Checkout,site=Berlin" as people read it; keys escape the signs they are made of.
    private string CellName(string cell) => cell.Length == 0 ? Text["Plan.Whole"]
        : string.Join(" · ", cell.Split(',').Select(part => part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace("%3D", "=").Replace("%2C", ",").Replace("%25", "%")));
}
