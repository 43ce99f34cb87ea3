using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Platform.Records;
using Duet.Platform.Web;
using Duet.Teams.Imports.Upload;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using System.Text;

namespace Duet.Teams.Imports.Pages;

/// <summary>Files into the directory: sent, looked at, confirmed.</summary>
public sealed partial class ImportPage
{
    private ImportReport? report;
    private ImportWords? words;
    private OrganisationImport? applied;
    private IReadOnlySet<string> chosen = new HashSet<string>();
    private string? id;
    private string? problem;

    [Inject]
    private OrganisationImports Imports { get; set; } = null!;

    [Inject]
    private PreviewedImports Previewed { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private Func<Installation> Installation { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Records { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The import that was just done.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    private string? DoneText { get; set; }

    private int? Done => QueryNumber.Int(DoneText);

    [SupplyParameterFromForm(FormName = "read")]
    private Sent? Input { get; set; }

    [SupplyParameterFromForm(FormName = "confirm")]
    private Agreed? Confirm { get; set; }

    protected override async Task OnInitializedAsync()
    {
        words = new ImportWords(Installation().Zone);
        if (Done is not { } number)
            return;
        await using var db = await Records.CreateDbContextAsync(Context.RequestAborted);
        applied = await db.Set<OrganisationImport>().AsNoTracking().SingleOrDefaultAsync(import => import.Id == number, Context.RequestAborted);
    }

    private async Task ReadAsync()
    {
        Caller.Demand(Permission.DirectoryWrite);
        var (files, refused) = await FilesAsync();
        if (refused is not null)
        {
            var notes = new ImportNotes();
            notes.Add(refused);
            report = new ImportReport { Kind = null, Notes = notes, State = ImportState.Refused };
            return;
        }
        if (files.Count == 0)
        {
            problem = "nothing";
            return;
        }
        await PreviewAsync(new ImportRequest
        {
            Files = files,
            Kind = Enum.TryParse<ImportKind>(Input?.Kind, out var kind) && Enum.IsDefined(kind) ? kind : null,
            Repo = Input?.Repo,
        });
    }

    private async Task ConfirmAsync()
    {
        Caller.Demand(Permission.DirectoryWrite);
        if (Previewed.Find(Confirm?.Id, Caller.AuditName) is not { } request)
        {
            problem = "expired";
            return;
        }
        if (Confirm!.Do == "choose")
        {
            Previewed.Forget(Confirm.Id!);
            await PreviewAsync(request with { Chosen = (Confirm.Chosen ?? []).ToHashSet() });
            return;
        }
        var done = await Imports.ApplyAsync(request, Confirm.Digest, Author.Of(Caller), Caller.AccountId, Context.RequestAborted);
        if (done.State is ImportState.Applied)
        {
            Previewed.Forget(Confirm.Id!);
            Navigation.NavigateTo($"{ImportsModule.Page}?done={done.Import}");
            return;
        }
        problem = done.State is ImportState.Outdated ? "outdated" : null;
        Previewed.Forget(Confirm.Id!);
        await PreviewAsync(request);
    }

    private async Task PreviewAsync(ImportRequest request)
    {
        report = await Imports.PreviewAsync(request, Context.RequestAborted);
        chosen = request.Chosen;
        if (report.State is ImportState.Preview)
            id = Previewed.Keep(request, Caller.AuditName);
    }

    private async Task<(IReadOnlyList<ImportFile> Files, ImportNote? Refused)> FilesAsync()
    {
        try
        {
            var bytes = new SentBytes();
            List<ImportFile> files = [];
            foreach (var sent in (Input?.Files ?? []).Where(sent => sent.Length > 0))
            {
                await using var stream = sent.OpenReadStream();
                files.Add(await bytes.ReadAsync(sent.FileName.Replace('\\', '/').Split('/')[^1], stream, Context.RequestAborted));
            }
            if (Input?.Pasted?.Trim() is { Length: > 0 } pasted)
                files.Add(new ImportFile(Input.Kind == nameof(ImportKind.Backstage) ? "pasted.yaml" : "pasted", Encoding.UTF8.GetBytes(pasted)));
            return (files, null);
        }
        catch (UnreadableException refused)
        {
            return ([], refused.Note);
        }
    }

    private sealed class Sent
    {
        public string? Kind { get; set; }
        public IReadOnlyList<IFormFile>? Files { get; set; }
        public string? Pasted { get; set; }
        public string? Repo { get; set; }
    }

    private sealed class Agreed
    {
        public string? Id { get; set; }
        public string? Digest { get; set; }
        public string? Do { get; set; }
        public List<string>? Chosen { get; set; }
    }
}
