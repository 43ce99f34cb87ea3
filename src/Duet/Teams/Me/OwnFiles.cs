using System.Globalization;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams.People;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Me;

/// <summary>Reads what Duet holds about somebody, for themselves: whose it is comes from the caller, never from a request.</summary>
internal sealed class OwnFiles(
    IDbContextFactory<AppDb> records, PeopleReader people, IdentityBook book, IFactStore facts, IEnumerable<IOwnRecords> others, Caller caller)
{
    private const int MostMentions = 500;

    public async Task<OwnFile> ReadAsync(CancellationToken cancellationToken)
    {
        caller.Demand(Permission.OwnDataRead);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = caller.AccountId is { } id
            ? await db.Set<Account>().AsNoTracking().Where(account => account.Id == id)
                .Select(account => new OwnAccount(account.Id, account.Mail, account.Name, account.Role.ToString(), account.CreatedAt, account.LastSignInOn))
                .SingleOrDefaultAsync(cancellationToken)
            : null;
        var file = new OwnFile { Account = account, Mentions = await MentionsAsync(db, cancellationToken), Holdings = await HoldingsAsync(cancellationToken) };
        if (caller.PersonId is not { } person || await people.FindAsync(person, cancellationToken) is not { } known)
            return file;
        var identities = (await book.ReadAsync(cancellationToken)).Of(person);
        return file with
        {
            Person = known,
            Identities = identities,
            Facts = await FactsAsync([.. identities.Select(identity => identity.Alias).OfType<int>()], cancellationToken),
        };
    }

    private async Task<IReadOnlyList<OwnHolding>> HoldingsAsync(CancellationToken cancellationToken)
    {
        List<OwnHolding> holdings = [];
        foreach (var other in others)
            holdings.AddRange(await other.OfAsync(caller.PersonId, caller.AccountId, cancellationToken));
        return holdings;
    }

    private async Task<IReadOnlyList<OwnMention>> MentionsAsync(AppDb db, CancellationToken cancellationToken)
    {
        var (actor, account) = (caller.AuditName, $"account:{caller.AccountId}");
        var person = caller.PersonId is { } id ? string.Create(CultureInfo.InvariantCulture, $"person:{id}") : account;
        return await db.Set<AuditRecord>().AsNoTracking()
            .Where(record => record.Actor == actor || record.Object == account || record.Object == person)
            .OrderByDescending(record => record.Number).Take(MostMentions)
            .Select(record => new OwnMention(record.Number, record.At, record.Action, record.Object, record.Actor == actor))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<OwnFacts>> FactsAsync(IReadOnlyList<int> aliases, CancellationToken cancellationToken)
    {
        if (aliases.Count == 0)
            return [];
        var list = string.Join(", ", aliases.Select(alias => alias.ToString(CultureInfo.InvariantCulture)));
        var counts = FactSchema.Tables.Where(table => table.Subject is not null)
            .Select(table => $"SELECT '{table.Name}', count(*) FROM \"{table.Name}\" WHERE \"{table.Subject!.Name}\" IN ({list})");
        var rows = await facts.ReadAsync(
            new FactSql(string.Join(" UNION ALL ", counts)), row => new OwnFacts(row.GetString(0), row.GetInt64(1)), cancellationToken);
        return [.. rows.Where(fact => fact.Rows > 0).OrderBy(fact => fact.Fact, StringComparer.Ordinal)];
    }
}
