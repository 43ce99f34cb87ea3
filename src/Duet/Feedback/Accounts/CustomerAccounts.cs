using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Accounts;

/// <summary>The customers whose people speak.</summary>
internal sealed class CustomerAccounts(IDbContextFactory<AppDb> records, VoiceWriter writer, Audit audit)
{
    private const int CurrencyLetters = 3;

    /// <summary>By what they are worth, with how many voices came from each.</summary>
    public async Task<IReadOnlyList<(CustomerAccount Account, int Voices)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var counts = await db.Set<Voice>().Where(voice => voice.AccountId != null && voice.MergedIntoId == null).GroupBy(voice => voice.AccountId!.Value)
            .Select(account => new { account.Key, Count = account.Count() }).ToDictionaryAsync(account => account.Key, account => account.Count, cancellationToken);
        return [.. (await db.Set<CustomerAccount>().AsNoTracking().OrderByDescending(account => account.RevenueCents ?? 0).ThenBy(account => account.Key).ToListAsync(cancellationToken))
            .Select(account => (account, counts.GetValueOrDefault(account.Id)))];
    }

    /// <param name="id">Null adds one.</param>
    public async Task<Outcome> WriteAsync(int? id, AccountInput input, Caller caller, CancellationToken cancellationToken)
    {
        var name = Names.Clean(input.Name);
        if (Names.Check(name, CustomerAccount.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        var currency = Word(input.Currency)?.ToUpperInvariant();
        if (input.RevenueCents is < 0 || (currency is not null && (currency.Length != CurrencyLetters || !currency.All(char.IsAsciiLetterUpper))))
            return Outcome.Refuse("bad-revenue");
        if (Word(input.Tier)?.Length > CustomerAccount.LongestWord || Word(input.Segment)?.Length > CustomerAccount.LongestWord)
            return Outcome.Refuse("long-name", CustomerAccount.LongestWord);
        if (!caller.Can(Permission.VoiceContact))
            return Outcome.Refuse("not-yours");
        var key = Names.Key(name);
        var outcome = await writer.WriteAsync(async (db, change) =>
        {
            if (await db.Set<CustomerAccount>().AnyAsync(other => other.Key == key && other.Id != id, cancellationToken))
                return Outcome.Refuse("name-taken", name);
            var account = id is { } known ? await db.Set<CustomerAccount>().FindAsync([known], cancellationToken) : null;
            if (id is not null && account is null)
                return Outcome.Refuse("no-account");
            var revenue = account?.RevenueCents;
            if (account is null)
                db.Add(account = new CustomerAccount { Name = name, Key = key });
            (account.Name, account.Key, account.RevenueCents, account.Currency, account.Tier, account.Segment) =
                (name, key, input.RevenueCents, currency, Word(input.Tier), Word(input.Segment));
            await db.SaveChangesAsync(cancellationToken);
            // What it is worth weighs what was said.
            foreach (var voice in await db.Set<Voice>().Where(voice => voice.AccountId == account.Id && voice.MergedIntoId == null).ToListAsync(cancellationToken))
            {
                voice.Change = change;
                if (revenue != input.RevenueCents)
                    await VoiceWeight.SetAsync(db, voice, cancellationToken);
            }
            return id is null ? Outcome.Added(account.Id) : Outcome.Changed(account.Id);
        }, cancellationToken);
        if (outcome.Refused is null)
            await audit.RecordAsync(new AuditEntry(caller.AuditName, id is null ? "customer.add" : "customer.edit", $"customer:{outcome.Id}"), CancellationToken.None);
        return outcome;
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="RevenueCents">Of a year, in hundredths of the currency.</param>
internal sealed record AccountInput(string Name, long? RevenueCents, string? Currency, string? Tier, string? Segment);
