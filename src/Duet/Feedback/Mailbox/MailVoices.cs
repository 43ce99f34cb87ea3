using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Duet.Feedback.Mailbox;

/// <summary>Makes voices of mails that people write, and takes note of those of ours that did not arrive. Nothing is answered by itself.</summary>
internal sealed class MailVoices(
    IVoices voices, MailServers servers, IDbContextFactory<AppDb> records, IStringLocalizer<MailboxText> text, TimeProvider time)
{
    public const string Source = "mail";

    // More than anybody writes; a machine that takes no care to say what it is sends more.
    private const int PerHour = 20;

    // Room for the note about attachments.
    private const int Longest = Voice.LongestBody - 100;

    // After that a report is about something else, or made up.
    private static readonly TimeSpan ReportsCount = TimeSpan.FromDays(14);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> senders = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="board">The board that the mails belong to; null for none.</param>
    /// <exception cref="FormatException">It is no mail.</exception>
    public async Task<MailReceipt> TakeAsync(ReadOnlyMemory<byte> raw, int? board, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(raw.ToArray());
        using var message = await MimeMessage.LoadAsync(stream, cancellationToken);
        if (MailRules.Unreached(message) is { } unreached)
            return new MailReceipt(await NoteAsync(unreached, cancellationToken) ? MailOutcome.Noted : MailOutcome.Ignored, null);
        var own = (await servers.ReadAsync(cancellationToken))?.From;
        if (MailRules.IsOfAMachine(message, own) || message.From.Mailboxes.FirstOrDefault()?.Address is not { } from || !Mails.IsPossible(from))
            return new MailReceipt(MailOutcome.Ignored, null);
        if (!Allows(from))
            return new MailReceipt(MailOutcome.Ignored, null);
        var receipt = await voices.TakeAsync(await VoiceAsync(message, raw, from, board, cancellationToken), cancellationToken);
        return new MailReceipt(
            receipt.Outcome switch
            {
                VoiceOutcome.Refused => MailOutcome.Refused,
                VoiceOutcome.Duplicate or VoiceOutcome.Conflict => MailOutcome.Duplicate,
                _ => MailOutcome.Taken,
            }, receipt);
    }

    private async Task<NewVoice> VoiceAsync(MimeMessage message, ReadOnlyMemory<byte> raw, string from, int? board, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var kind = board is null ? null : await db.Set<Board>().Where(row => row.Id == board).Select(row => (VoiceKind?)row.Kind).SingleOrDefaultAsync(cancellationToken);
        var body = MailText.Body(message);
        if (body.Length > Longest)
            body = body[..(char.IsHighSurrogate(body[Longest - 1]) ? Longest - 1 : Longest)] + "…";
        var dropped = message.Attachments.Count();
        return new NewVoice
        {
            Kind = kind ?? VoiceKind.User,
            Channel = VoiceChannel.Mail,
            Source = Source,
            // Nobody who reads the voice needs the id, and it may name the writer's machine.
            ExternalId = Convert.ToHexStringLower(SHA256.HashData(message.MessageId is { Length: > 0 } id ? Encoding.UTF8.GetBytes(id) : raw.Span)),
            Title = MailText.Title(message),
            Body = dropped == 0 ? body : $"{body}\n\n[{text["Dropped", dropped]}]".Trim(),
            Board = board,
            WriterMail = from,
            // Whoever wrote from there reads there.
            MailIsConfirmed = true,
        };
    }

    private bool Allows(string from)
    {
        var now = time.GetUtcNow();
        foreach (var (address, known) in senders.Where(known => now - known.Value.Since > TimeSpan.FromHours(1)).ToList())
            senders.TryRemove(KeyValuePair.Create(address, known));
        return senders.AddOrUpdate(from, (now, 1), (_, known) => (known.Since, known.Count + 1)).Count <= PerHour;
    }

    // They were not told, then: whoever looks at the voice sees it.
    private async Task<bool> NoteAsync(IReadOnlyList<string> unreached, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - ReportsCount;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Asker>().Where(asker => asker.Mail != null && unreached.Contains(asker.Mail) && asker.ToldAt >= since)
            .ExecuteUpdateAsync(asker => asker.SetProperty(row => row.BouncedAt, now).SetProperty(row => row.ToldAt, (DateTimeOffset?)null), cancellationToken) > 0;
    }
}

/// <param name="Voice">What became of it as a voice; null where it was none.</param>
internal readonly record struct MailReceipt(MailOutcome Outcome, VoiceReceipt? Voice);

internal enum MailOutcome
{
    Taken,

    /// <summary>The same was taken before.</summary>
    Duplicate,

    /// <summary>It says that a mail of ours did not arrive.</summary>
    Noted,

    /// <summary>A machine wrote it, or too much came from one address.</summary>
    Ignored,

    /// <summary>There was no text in it, or it cannot be taken.</summary>
    Refused,
}
