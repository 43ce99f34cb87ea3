using Duet.Platform.Web;
using Microsoft.AspNetCore.Components;
using System.Globalization;

namespace Duet.Access.Pages;

/// <summary>What was done, by whom and to what; and whether the log is as it was written.</summary>
public sealed partial class AuditPage
{
    private IReadOnlyList<AuditRecord> records = [];
    private AuditVerdict verdict = new(0, AuditChain.Start);

    [Inject]
    private Audit Log { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Action { get; set; }

    [SupplyParameterFromQuery]
    private string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeText { get; set; }

    private long? Before => QueryNumber.Long(BeforeText);

    private string Older => "/settings/audit" + QueryString.Create(
        new Dictionary<string, string?>
        {
            [nameof(Action)] = Action,
            [nameof(Actor)] = Actor,
            [nameof(Before)] = records[^1].Number.ToString(CultureInfo.InvariantCulture),
        }.Where(part => !string.IsNullOrEmpty(part.Value)));

    protected override async Task OnInitializedAsync()
    {
        verdict = await Log.VerifyAsync(Context.RequestAborted);
        records = await Log.ListAsync(new AuditFilter(Given(Action), Given(Actor), Before), Context.RequestAborted);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Change(AuditRecord record) => (record.Before, record.After) switch
    {
        (null, null) => "",
        (null, { } after) => after,
        ({ } before, null) => $"{before} →",
        ({ } before, { } after) => $"{before} → {after}",
    };
}
