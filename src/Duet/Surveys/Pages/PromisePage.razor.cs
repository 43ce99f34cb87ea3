using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Surveys.Council;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>For works councils and data protection officers: what is stored, who sees what, and the tests that show it.</summary>
public sealed partial class PromisePage
{
    private static readonly IReadOnlyList<string> Tests = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"];
    private static readonly IReadOnlyList<string> Limits = ["Root", "Postgres", "Pulse", "Small", "Waves", "Words", "Outside"];

    private IReadOnlyList<StoredTable> tables = [];
    private IReadOnlyList<MatrixRow> rights = [];
    private Thresholds thresholds = Thresholds.Of(new Installation());

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private StoredTables Stored { get; set; } = null!;

    [Inject]
    private Func<Matrix> Matrix { get; set; } = null!;

    [Inject]
    private Func<Installation> Installation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        thresholds = Thresholds.Of(Installation());
        rights = [.. new[] { Permission.SurveyResults, Permission.SurveyManage }.Select(Matrix().RowOf).OfType<MatrixRow>()];
        tables = await Stored.ReadAsync(Context.RequestAborted);
    }
}
