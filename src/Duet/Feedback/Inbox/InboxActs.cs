using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Inbox;

/// <summary>What is done in the inbox beyond changing a voice: linking by words, saying that two are not the same, notes.</summary>
internal sealed class InboxActs(IDbContextFactory<AppDb> records, IVoices voices, IInitiatives initiatives, Audit audit, TimeProvider time)
{
    public const int ChoicesOffered = 200;

    /// <summary>What links can be made to, as an input offers them: <c>Refund export (feature)</c>.</summary>
    public async Task<IReadOnlyList<string>> OffersAsync(CancellationToken cancellationToken) =>
        [.. (await initiatives.SearchAsync("", ChoicesOffered, cancellationToken)).Select(Offered)];

    /// <summary>Links to what the words name: an offer, a name that only one has, or a work item's key.</summary>
    /// <returns>Null where it was done.</returns>
    public async Task<Refused?> LinkAsync(int voice, string? typed, Author author, CancellationToken cancellationToken)
    {
        var words = Names.Clean(typed);
        if (words.Length == 0)
            return new Refused("no-target");
        var name = words is [.., ')'] && words.LastIndexOf('(') is > 0 and var open ? words[..open].Trim() : words;
        var found = (await initiatives.SearchAsync(name, ChoicesOffered, cancellationToken))
            .Where(choice => string.Equals(Offered(choice), words, StringComparison.OrdinalIgnoreCase) || (name == words && IsNamed(choice, words))).ToList();
        var link = found switch
        {
            [var only] => new NewLink(only.Target, only.Id, null, WorkLinks.BySomebody, 1),
            [] when !words.Contains(' ', StringComparison.Ordinal) && words.Any(char.IsAsciiDigit) && words.Length <= WorkLink.LongestKey =>
                new NewLink(LinkTarget.WorkItem, null, words, WorkLinks.BySomebody, 1),
            _ => null,
        };
        if (link is null)
            return new Refused(found.Count == 0 ? "no-such-target" : "many-targets", words);
        return await voices.ChangeAsync(voice, author, change => change.Link = link, cancellationToken) ? null : new Refused("not-yours");
    }

    /// <summary>Two voices are not suggested to be the same again.</summary>
    public async Task<Refused?> NotSameAsync(int one, int other, Author author, CancellationToken cancellationToken)
    {
        var (first, second) = (Math.Min(one, other), Math.Max(one, other));
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var both = await db.Set<Voice>().Where(voice => voice.Id == first || voice.Id == second).ToListAsync(cancellationToken);
        if (both.Count < 2 || both.Any(voice => !VoiceChanges.MayTriage(author, voice)))
            return new Refused("not-yours");
        if (!await db.Set<NotSame>().AnyAsync(pair => pair.FirstId == first && pair.SecondId == second, cancellationToken))
        {
            db.Add(new NotSame { FirstId = first, SecondId = second });
            await db.SaveChangesAsync(cancellationToken);
            await audit.RecordAsync(new AuditEntry(author.Name, "voice.not_same", $"voice:{first}", After: $"voice:{second}"), cancellationToken);
        }
        return null;
    }

    /// <summary>Writes beside a voice, among those who handle it or in public.</summary>
    public async Task<Refused?> CommentAsync(int id, string? text, bool isPublic, Author author, CancellationToken cancellationToken)
    {
        var body = text?.Trim() ?? "";
        if (body.Length is 0 or > Voice.LongestBody)
            return new Refused("bad-comment", Voice.LongestBody);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Voice>().FindAsync([id], cancellationToken) is not { } voice || !VoiceChanges.MayTriage(author, voice))
            return new Refused("not-yours");
        db.Add(new VoiceComment { VoiceId = id, At = time.GetUtcNow(), Body = body, IsPublic = isPublic, IsTeam = true });
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(author.Name, "voice.comment", $"voice:{id}", After: isPublic ? "public" : "note"), cancellationToken);
        return null;
    }

    private static string Offered(LinkChoice choice) => $"{choice.Name} ({choice.Target.ToString().ToLowerInvariant()})";

    private static bool IsNamed(LinkChoice choice, string words) =>
        string.Equals(choice.Name, words, StringComparison.OrdinalIgnoreCase) || string.Equals(choice.Key, words, StringComparison.OrdinalIgnoreCase);
}
