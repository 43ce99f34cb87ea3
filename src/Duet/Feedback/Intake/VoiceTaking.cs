using System.Security.Cryptography;
using System.Text;
using Duet.Access;
using Duet.Engine.Voices;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>Takes voices in: each once, cleaned, with who is to be told.</summary>
internal sealed class VoiceTaking(VoiceWriter writer, VoiceTeams teams, TimeProvider time)
{
    public const string NoText = "no-text";
    public const string TooLong = "too-long";
    public const string BadSource = "bad-source";
    public const string BadMail = "bad-mail";
    public const string WasErased = "erased";
    public const string NoBoard = "no-board";
    private const int LongestRaw = 1_000;

    /// <summary>All of them at once: after a kill either all are there or none. Answers in their order.</summary>
    public Task<IReadOnlyList<VoiceReceipt>> TakeAsync(IReadOnlyList<NewVoice> voices, CancellationToken cancellationToken) =>
        TakeAsync(voices, _ => true, cancellationToken);

    /// <summary>As if they were taken, where the answers are not to be kept.</summary>
    public Task<IReadOnlyList<VoiceReceipt>> TakeAsync(
        IReadOnlyList<NewVoice> voices, Func<IReadOnlyList<VoiceReceipt>, bool> keeps, CancellationToken cancellationToken) =>
        writer.WriteAsync<IReadOnlyList<VoiceReceipt>>(async (db, change) =>
        {
            var receipts = new VoiceReceipt[voices.Count];
            for (var i = 0; i < receipts.Length; i++)
            {
                receipts[i] = await TakeAsync(db, change, voices[i], cancellationToken);
                // Thousands of rows that are looked through at each save would make each slower than the one before.
                db.ChangeTracker.Clear();
            }
            return receipts;
        }, keeps, cancellationToken);

    /// <summary>SHA-256 of what a source calls a voice.</summary>
    public static byte[] KeyHash(string source, string externalId) => SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\0{externalId}"));

    private async Task<VoiceReceipt> TakeAsync(AppDb db, long change, NewVoice said, CancellationToken cancellationToken)
    {
        var body = VoiceText.Body(said.Body);
        var title = VoiceText.Line(said.Title) is { Length: > 0 } own ? own : VoiceText.Line(body.Split('\n')[0]);
        if (Refusal(said, title, body) is { } code)
            return new VoiceReceipt(VoiceOutcome.Refused, null, code);
        var externalId = said.ExternalId is { Length: > 0 } given ? given : null;
        var hash = VoiceText.Hash(said.Title, said.Body);
        if (externalId is not null && await KnownAsync(db, said.Source, externalId, hash, cancellationToken) is { } known)
            return known;
        var board = said.Board is null ? null : await db.Set<Board>().FindAsync([said.Board], cancellationToken);
        if (said.Board is not null && board is null)
            return new VoiceReceipt(VoiceOutcome.Refused, null, NoBoard);

        var now = time.GetUtcNow();
        var isPosted = said.Channel is VoiceChannel.Portal or VoiceChannel.Widget && board is not null;
        var account = await VoiceTargets.AccountAsync(db, said.Account, cancellationToken);
        var toolId = await VoiceTargets.ToolAsync(db, said.Tool, cancellationToken) ?? board?.ToolId;
        var voice = new Voice
        {
            Kind = said.Kind,
            Channel = said.Channel,
            Source = said.Source,
            ExternalId = externalId,
            BodyHash = hash,
            SourceAt = said.SourceAt?.ToUniversalTime(),
            Title = VoiceText.Cut(title, Voice.LongestTitle),
            RawTitle = RawTitle(said.Title, title),
            Body = body,
            SearchText = SearchText(title, body),
            Language = said.Language is { Length: > 0 and <= Voice.LongestLanguage } language ? language : null,
            BoardId = board?.Id,
            IsPublic = isPosted && board!.IsPublic,
            Shown = isPosted && !board!.ReviewFirst ? PublicState.Open : PublicState.InReview,
            CapturedAt = said.CapturedAt is { } at && at < now ? at.ToUniversalTime() : now,
            ProductId = await VoiceTargets.ProductAsync(db, said.Product, cancellationToken) ?? board?.ProductId,
            ToolId = toolId,
            Service = toolId is null ? null : await db.Set<Tool>().Where(tool => tool.Id == toolId).Select(tool => tool.Service).SingleOrDefaultAsync(cancellationToken),
            AccountId = account?.Id,
            TeamId = await teams.OfAsync(db, said.WriterPerson, now, cancellationToken),
            ShownName = said.ShownName is { } name && VoiceText.Line(name) is { Length: > 0 } shown ? VoiceText.Cut(shown, Voice.LongestShownName) : null,
            Weight = 1 + (account is null ? 0 : VoiceWeight.PointsOf(account.RevenueCents)),
            Change = change,
        };
        db.Add(voice);
        await db.SaveChangesAsync(cancellationToken);
        AddAskers(db, voice.Id, said);
        await db.SaveChangesAsync(cancellationToken);
        return new VoiceReceipt(isPosted && voice.Shown == PublicState.InReview ? VoiceOutcome.InReview : VoiceOutcome.Taken, voice.Id, null);
    }

    /// <summary>What both databases search: the folded title, and the folded body on a line of its own.</summary>
    public static string SearchText(string title, string body) => $"{VoiceWords.Fold(title)}\n{VoiceWords.Fold(body)}";

    /// <summary>Gives a voice other words, as they would have been taken; nothing where they cannot be.</summary>
    public static void Reword(Voice voice, NewWords words)
    {
        var (title, body) = (VoiceText.Line(words.Title), VoiceText.Body(words.Body));
        if (title.Length == 0 || body.Length > Voice.LongestBody)
            return;
        (voice.Title, voice.RawTitle, voice.Body) = (VoiceText.Cut(title, Voice.LongestTitle), RawTitle(words.Title, title), body);
        (voice.SearchText, voice.BodyHash) = (SearchText(title, body), VoiceText.Hash(words.Title, words.Body));
    }

    private static string? RawTitle(string sent, string title) =>
        title == sent && title.Length <= Voice.LongestTitle ? null : VoiceText.Cut(Storable(sent), LongestRaw);

    private static string? Refusal(NewVoice said, string title, string body) =>
        said.Source is not { Length: > 0 and <= Voice.LongestSource } || said.ExternalId is { Length: > Voice.LongestExternalId } || !IsStorable(said.Source + said.ExternalId) ? BadSource
        : title.Length == 0 ? NoText
        : Math.Max(body.Length, said.Body.ReplaceLineEndings("\n").Length) > Voice.LongestBody ? TooLong
        : said.WriterMail is { Length: > 0 } mail && !Mails.IsPossible(mail) ? BadMail
        : null;

    private static async Task<VoiceReceipt?> KnownAsync(AppDb db, string source, string externalId, byte[] hash, CancellationToken cancellationToken)
    {
        var known = await db.Set<Voice>().Where(voice => voice.Source == source && voice.ExternalId == externalId)
            .Select(voice => new { voice.Id, voice.BodyHash }).SingleOrDefaultAsync(cancellationToken);
        if (known is not null)
            return new VoiceReceipt(known.BodyHash is null || known.BodyHash.AsSpan().SequenceEqual(hash) ? VoiceOutcome.Duplicate : VoiceOutcome.Conflict, known.Id, null);
        var key = KeyHash(source, externalId);
        return await db.Set<Erased>().AnyAsync(erased => erased.KeyHash == key, cancellationToken)
            ? new VoiceReceipt(VoiceOutcome.Refused, null, WasErased)
            : null;
    }

    private static void AddAskers(AppDb db, int voice, NewVoice said)
    {
        if (said.WriterMail is { Length: > 0 } mail)
            db.Add(new Asker { VoiceId = voice, Role = AskerRole.Writer, Mail = Mails.Normal(mail), IsConfirmed = said.MailIsConfirmed, PersonId = said.WriterPerson });
        else if (said.WriterPerson is { } person)
            db.Add(new Asker { VoiceId = voice, Role = AskerRole.Writer, PersonId = person, IsConfirmed = true });
        else if (said.WriterAccount is { } account)
            db.Add(new Asker { VoiceId = voice, Role = AskerRole.Writer, AccountId = account, IsConfirmed = true });
        if (said.OnBehalfOf is not null || said.OnBehalfOfAccount is not null)
            db.Add(new Asker { VoiceId = voice, Role = AskerRole.OnBehalf, PersonId = said.OnBehalfOf, AccountId = said.OnBehalfOf is null ? said.OnBehalfOfAccount : null, IsConfirmed = true });
    }

    // PostgreSQL takes neither NUL nor half of a pair; the rest of a raw title is kept as it came.
    private static string Storable(string text) => new(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Where(letter => letter != '\0').ToArray());

    private static bool IsStorable(string text) => Storable(text) == text;
}
