using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Feedback.Portal;

/// <summary>
/// Who is to be told of a voice by mail. An address counts only when its owner has answered a mail of ours; the links in mails
/// change nothing by themselves, since programs that look for viruses open them too.
/// </summary>
internal sealed class Followers(
    IDbContextFactory<AppDb> records, VoterKeys keys, IMessages messages, PublicAddress address, TimeProvider time, IStringLocalizer<PortalText> text)
{
    private const string MailKind = "confirm";

    /// <summary>What the link of a mail leads to: <c>confirm</c>, <c>answer</c> or <c>stop</c>.</summary>
    public string AddressOf(string what, string token) => address.Of($"/portal/{what}/{token}");

    /// <summary>Asks the owner of an address whether they want to be told. The same answer whether it is known or not.</summary>
    public async Task AskAsync(int voice, string mail, AskerRole role, CancellationToken cancellationToken)
    {
        mail = Mails.Normal(mail);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var title = await db.Set<Voice>().Where(known => known.Id == voice).Select(known => known.Title).SingleOrDefaultAsync(cancellationToken);
        if (title is null)
            return;
        var known = await db.Set<Asker>().Where(asker => asker.VoiceId == voice && asker.Mail == mail).OrderBy(asker => asker.Id).FirstOrDefaultAsync(cancellationToken);
        if (known is { IsConfirmed: true, StoppedAt: null })
            return;
        if (known is null)
            db.Add(known = new Asker { VoiceId = voice, Role = role, Mail = mail });
        await db.SaveChangesAsync(cancellationToken);
        var token = await TokenAsync(db, known, cancellationToken);
        await messages.QueueAsync(new OutgoingMail(
            mail, text["Mail.Subject", VoiceText.Cut(title, 80)].Value, text["Mail.Text", title, AddressOf("confirm", token)].Value, null, MailKind), cancellationToken);
    }

    /// <summary>The token of somebody, which can be found from now on.</summary>
    public async Task<string> TokenAsync(AppDb db, Asker asker, CancellationToken cancellationToken)
    {
        var token = keys.TokenOf(asker.Id);
        asker.TokenHash = VoterKeys.HashOf(token);
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>Whose token it is, and of which voice; null for nobody's.</summary>
    public async Task<(Asker Asker, Voice Voice)?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var hash = VoterKeys.HashOf(token);
        if (await db.Set<Asker>().AsNoTracking().SingleOrDefaultAsync(asker => asker.TokenHash == hash, cancellationToken) is not { } asker)
            return null;
        return (asker, await db.Set<Voice>().AsNoTracking().SingleAsync(voice => voice.Id == asker.VoiceId, cancellationToken));
    }

    public Task ConfirmAsync(int asker, CancellationToken cancellationToken) => ChangeAsync(
        asker, (_, known) => Task.FromResult<IReadOnlyList<Asker>>([known]), known => (known.IsConfirmed, known.StoppedAt) = (true, null), cancellationToken);

    /// <summary>Of how many other voices the mail told them.</summary>
    public async Task<int> MoreAsync(Asker asker, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return (await Recipients.ToldTogetherAsync(db, asker, cancellationToken)).Select(other => other.VoiceId).Distinct().Count() - 1;
    }

    /// <summary>Ends the mails about all that one mail told of.</summary>
    public Task StopAsync(int asker, CancellationToken cancellationToken) =>
        ChangeTogetherAsync(asker, known => known.StoppedAt ??= time.GetUtcNow(), cancellationToken);

    /// <summary>Whether it helped, for all that one mail told of.</summary>
    /// <returns>The voices of which it is the last word: the writer's counts, and of the others the first one's.</returns>
    public async Task<IReadOnlyList<int>> AnswerAsync(int asker, bool helped, CancellationToken cancellationToken)
    {
        var answered = await ChangeTogetherAsync(asker, known => (known.AnsweredAt, known.Helped) = (time.GetUtcNow(), helped), cancellationToken);
        var (all, written) = (answered.Select(known => known.VoiceId).ToList(), answered.Where(known => known.Role == AskerRole.Writer).Select(known => known.VoiceId).ToList());
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Voice>().Where(voice => all.Contains(voice.Id) && (voice.Helped == null || written.Contains(voice.Id))).Select(voice => voice.Id).ToListAsync(cancellationToken);
    }

    private Task<IReadOnlyList<Asker>> ChangeTogetherAsync(int id, Action<Asker> change, CancellationToken cancellationToken) =>
        ChangeAsync(id, (db, asker) => Recipients.ToldTogetherAsync(db, asker, cancellationToken), change, cancellationToken);

    private async Task<IReadOnlyList<Asker>> ChangeAsync(
        int id, Func<AppDb, Asker, Task<IReadOnlyList<Asker>>> whom, Action<Asker> change, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Asker>().FindAsync([id], cancellationToken) is not { } asker)
            return [];
        var changed = await whom(db, asker);
        foreach (var one in changed)
            change(one);
        await db.SaveChangesAsync(cancellationToken);
        return changed;
    }
}
