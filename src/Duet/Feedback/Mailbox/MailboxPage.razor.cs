using System.Globalization;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Mailbox;

/// <summary>The mailbox whose mails become feedback.</summary>
public sealed partial class MailboxPage
{
    private MailboxRow? kept;
    private IReadOnlyList<Board> boards = [];
    private string? problem;
    private string? said;

    [Inject]
    private Mailboxes Mailboxes { get; set; } = null!;

    [Inject]
    private MailboxReader Reader { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Records { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "mailbox")]
    private MailboxInput? Input { get; set; }

    private MailboxInput Shown => Input ?? MailboxInput.Of(kept);

    protected override async Task OnInitializedAsync()
    {
        kept = await Mailboxes.ReadAsync(Context.RequestAborted);
        await using var db = await Records.CreateDbContextAsync(Context.RequestAborted);
        boards = await db.Set<Board>().AsNoTracking().OrderBy(board => board.Name).ToListAsync(Context.RequestAborted);
    }

    private async Task SaveAsync()
    {
        var (settings, wrong) = (Input ?? new MailboxInput()).Check();
        problem = wrong ?? (await Mailboxes.SaveAsync(settings!, Input?.Secret ?? "", Caller, Context.RequestAborted) ? null : "NoSecret");
        if (problem is not null)
        {
            Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        kept = await Mailboxes.ReadAsync(Context.RequestAborted);
        said = "Saved";
    }

    private async Task RemoveAsync()
    {
        await Mailboxes.RemoveAsync(Caller, Context.RequestAborted);
        (kept, said, Input) = (null, "Removed", null);
    }

    private sealed class MailboxInput
    {
        public string? Host { get; set; }
        public string? Port { get; set; } = "993";
        public string? User { get; set; }
        public string? Secret { get; set; }
        public string? Folder { get; set; } = "INBOX";
        public string? Board { get; set; }

        public static MailboxInput Of(MailboxRow? mailbox) => mailbox is null ? new MailboxInput() : new MailboxInput
        {
            Host = mailbox.Host,
            Port = mailbox.Port.ToString(CultureInfo.InvariantCulture),
            User = mailbox.User,
            Folder = mailbox.Folder,
            Board = mailbox.BoardId?.ToString(CultureInfo.InvariantCulture),
        };

        public (MailboxSettings? Settings, string? Problem) Check()
        {
            var (host, user, folder) = (Host?.Trim() ?? "", User?.Trim() ?? "", Folder?.Trim() ?? "");
            if (host.Length is 0 or > 255 || Uri.CheckHostName(host) == UriHostNameType.Unknown)
                return (null, "BadHost");
            if (!int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > ushort.MaxValue)
                return (null, "BadPort");
            if (user.Length is 0 or > 200 || folder.Length is 0 or > 200 || (user + folder).Any(char.IsControl))
                return (null, "BadUser");
            return (new MailboxSettings(host, port, user, folder, int.TryParse(Board, NumberStyles.None, CultureInfo.InvariantCulture, out var board) ? board : null), null);
        }
    }
}
