using System.Text;
using Duet.Access;
using Duet.Teams.Imports;
using Duet.Teams.Imports.Csv;
using Duet.Teams.Imports.Upload;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Intake.Pages;

/// <summary>A file of voices: sent, looked at with its columns, taken.</summary>
public sealed partial class ImportPage
{
    private const int Shown = 80;

    private IReadOnlyList<string> header = [];
    private VoiceColumns columns = VoiceColumns.Ours;
    private VoiceImportReport? report;
    private VoiceImportReport? done;
    private IReadOnlyList<NewVoice> first = [];
    private string? unreadable;
    private string? problem;
    private string? id;

    [Inject]
    private VoiceImports Imports { get; set; } = null!;

    [Inject]
    private PreviewedImports Previewed { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "read")]
    private Sent? Input { get; set; }

    [SupplyParameterFromForm(FormName = "confirm")]
    private Agreed? Confirm { get; set; }

    private IReadOnlyList<string> PassedOver => [.. header.Except(columns.Chosen.Values)];

    private CancellationToken Stop => Context.RequestAborted;

    private async Task ReadAsync()
    {
        Caller.Demand(Permission.VoiceTriage);
        try
        {
            if (await FileAsync() is not { } file)
            {
                problem = "Nothing";
                return;
            }
            header = CsvTable.HeaderOf(file);
            id = Previewed.Keep(new ImportRequest { Files = [file] }, Owner);
            columns = VoiceColumns.Guess(header);
            await LookAsync(file);
        }
        catch (UnreadableException refused)
        {
            Refuse(refused);
        }
    }

    private async Task ConfirmAsync()
    {
        Caller.Demand(Permission.VoiceTriage);
        if (Previewed.Find(Confirm?.Id, Owner) is not { Files: [var file] })
        {
            problem = "Expired";
            return;
        }
        try
        {
            (id, header) = (Confirm!.Id, CsvTable.HeaderOf(file));
            columns = VoiceColumns.Of(Confirm.Columns ?? [], header);
            if (Confirm.Do != "import")
            {
                await LookAsync(file);
                return;
            }
            var (taken, _) = await Imports.RunAsync(file, columns, isPreview: false, Stop);
            if (taken.IsRefused)
            {
                await LookAsync(file);
                return;
            }
            Previewed.Forget(id!);
            (done, header) = (taken, []);
        }
        catch (UnreadableException refused)
        {
            Refuse(refused);
        }
    }

    private async Task LookAsync(ImportFile file) => (report, first) = await Imports.RunAsync(file, columns, isPreview: true, Stop);

    // Files of several pages wait in one place: each is found by its own alone.
    private string Owner => $"{Caller.AuditName} feedback";

    private void Refuse(UnreadableException refused)
    {
        Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        unreadable = $"{ImportWords.Of(refused.Note.Spot)}: {new ImportWords(TimeZoneInfo.Utc).Of(refused.Note)}";
    }

    private async Task<ImportFile?> FileAsync()
    {
        if (Input?.File is { Length: > 0 } sent)
        {
            await using var stream = sent.OpenReadStream();
            return await new SentBytes().ReadAsync(sent.FileName.Replace('\\', '/').Split('/')[^1], stream, Stop);
        }
        return Input?.Pasted?.Trim() is { Length: > 0 } pasted ? new ImportFile("pasted", Encoding.UTF8.GetBytes(pasted)) : null;
    }

    private sealed class Sent
    {
        public IFormFile? File { get; set; }
        public string? Pasted { get; set; }
    }

    private sealed class Agreed
    {
        public string? Id { get; set; }
        public string? Do { get; set; }
        public Dictionary<string, string>? Columns { get; set; }
    }
}
