using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>Who may be the same person: shown, accepted, dismissed.</summary>
internal sealed class IdentitySuggestions(
    IdentityBook book, IdentityLinks links, OrganisationLog log, IDbContextFactory<AppDb> records, TimeProvider time)
{
    /// <summary>All that are open, surest first.</summary>
    public async Task<IReadOnlyList<Suggestion>> ListAsync(CancellationToken cancellationToken) =>
        (await book.ReadAsync(cancellationToken)).Suggestions;

    /// <summary>Both are the same person from now on; refused where it is suggested no more.</summary>
    public async Task<Outcome> AcceptAsync(string pair, Author author, CancellationToken cancellationToken)
    {
        var page = await book.ReadAsync(cancellationToken);
        return page.Suggestions.FirstOrDefault(open => open.Pair == pair) is { } suggestion
            ? await AcceptAsync(page, suggestion, author, cancellationToken)
            : Outcome.Refuse("no-suggestion");
    }

    /// <summary>
    /// Accepts all that are at least so sure, one by one, so that each can be undone by itself. What an earlier one has settled
    /// is left out; those where somebody else fits as well are never among them.
    /// </summary>
    /// <param name="confidence">Those below are left.</param>
    /// <param name="most">So many at once at most.</param>
    /// <param name="author">Who accepts.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    /// <returns>How many were accepted.</returns>
    public async Task<int> AcceptAllAsync(double confidence, int most, Author author, CancellationToken cancellationToken)
    {
        var (accepted, tried) = (0, new HashSet<string>());
        // An accepted pair makes a person, with whom the next of the chain is paired.
        while (true)
        {
            var page = await book.ReadAsync(cancellationToken);
            HashSet<string> touched = [];
            var open = Sure(page.Suggestions, confidence).Where(suggestion => !tried.Contains(suggestion.Pair)).ToList();
            foreach (var suggestion in open)
            {
                // Whoever was changed in this round is looked at anew in the next.
                if (accepted == most)
                    return accepted;
                if (touched.Contains(suggestion.First.ToString()) || touched.Contains(suggestion.Second.ToString()))
                    continue;
                tried.Add(suggestion.Pair);
                if (suggestion.First.Person is null || suggestion.Second.Person is not null)
                    touched.UnionWith([suggestion.First.ToString(), suggestion.Second.ToString()]);
                if ((await AcceptAsync(page, suggestion, author, cancellationToken)).Refused is null)
                    accepted++;
            }
            if (open.Count == 0)
                return accepted;
        }
    }

    /// <summary>What <see cref="AcceptAllAsync"/> would begin with.</summary>
    public static IEnumerable<Suggestion> Sure(IEnumerable<Suggestion> open, double confidence) =>
        open.Where(suggestion => suggestion.Confidence >= confidence && suggestion.Reasons.All(reason => reason.Kind != MatchKind.AnotherFits));

    /// <summary>Both are known to be different: the pair is not suggested again.</summary>
    public async Task<Outcome> DismissAsync(string pair, Author author, CancellationToken cancellationToken)
    {
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        if (Suggestion.ParsePair(pair) is not { } both || pair.Length > DismissedSuggestion.LongestPair)
            return Outcome.Refuse("no-suggestion");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        pair = Suggestion.PairOf(both.First, both.Second);
        if (await db.Set<DismissedSuggestion>().FindAsync([pair], cancellationToken) is not null)
            return Outcome.Unchanged(0);
        db.Add(new DismissedSuggestion { Pair = pair, At = time.GetUtcNow(), By = author.AccountId });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("suggestion.dismiss", "identities"));
        return Outcome.Changed(0);
    }

    /// <summary>Lets dismissed pairs be suggested again.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetDismissedAsync(Author author, CancellationToken cancellationToken)
    {
        if (!author.MayWriteDirectory)
            return 0;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var gone = await db.Set<DismissedSuggestion>().ExecuteDeleteAsync(cancellationToken);
        if (gone > 0)
            await log.NoteAsync(author, new OrganisationChange("suggestion.forget-dismissed", "identities"));
        return gone;
    }

    private Task<Outcome> AcceptAsync(BookPage page, Suggestion suggestion, Author author, CancellationToken cancellationToken) =>
        (suggestion.First.Person, suggestion.Second.Person) switch
        {
            ({ } stays, { } goes) => links.MergeAsync(stays, goes, author, cancellationToken),
            ({ } person, null) => links.LinkAsync(
                Known(page, suggestion.Second), person, LinkMethod.Suggestion, suggestion.Confidence, author, cancellationToken),
            (null, { } person) => links.LinkAsync(
                Known(page, suggestion.First), person, LinkMethod.Suggestion, suggestion.Confidence, author, cancellationToken),
            _ => links.LinkAsNewAsync(
                [Known(page, suggestion.First), Known(page, suggestion.Second)], LinkMethod.Suggestion, suggestion.Confidence, author, cancellationToken),
        };

    private static KnownIdentity Known(BookPage page, Party party) => new(party.Identity, page.Find(party.Identity)?.Name ?? "");
}
