using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Initiatives;

/// <summary>What was decided to be worked on.</summary>
internal sealed class KnownInitiatives(IDbContextFactory<AppDb> records, Audit audit, TimeProvider time)
{
    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<InitiativeView>> ListAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    public async Task<InitiativeView?> FindAsync(int id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken)).SingleOrDefault();

    public Task<Outcome> AddAsync(InitiativeInput input, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(null, input, null, caller, cancellationToken);

    /// <param name="stamp">Of the row that the form was filled from; null where there was none.</param>
    public Task<Outcome> EditAsync(int id, InitiativeInput input, string? stamp, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, input, stamp, caller, cancellationToken);

    private async Task<IReadOnlyList<InitiativeView>> ReadAsync(int? id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows =
            from row in db.Set<Initiative>().AsNoTracking()
            where id == null || row.Id == id
            orderby row.Key
            join person in db.Set<Person>() on row.OwnerPersonId equals person.Id into owners
            from owner in owners.DefaultIfEmpty()
            join known in db.Set<Team>() on row.TeamId equals known.Id into teams
            from team in teams.DefaultIfEmpty()
            join made in db.Set<Product>() on row.ProductId equals made.Id into products
            from product in products.DefaultIfEmpty()
            select new InitiativeView(row, owner == null ? null : owner.Name, team == null ? null : team.Name, product == null ? null : product.Name);
        return await rows.ToListAsync(cancellationToken);
    }

    private async Task<Outcome> WriteAsync(int? id, InitiativeInput input, string? stamp, Caller caller, CancellationToken cancellationToken)
    {
        var (name, code) = (Names.Clean(input.Name), WorkRules.TextOrNull(input.Code)?.ToUpperInvariant());
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await WorkRules.CheckAsync(db, name, input.Description, input.Owner, input.Team, input.Product, cancellationToken) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        // A word that stands for itself in a title: anything shorter, or with spaces, would be found where it is not meant.
        if (code is not null && (code.Length is < 3 or > Initiative.LongestCode || !code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
            return Outcome.Refuse("bad-code", Initiative.LongestCode);
        if (input.PublicTitle?.Length > Initiative.LongestName)
            return Outcome.Refuse("long-name", Initiative.LongestName);
        var row = id is { } known ? await db.Set<Initiative>().FindAsync([known], cancellationToken) : null;
        if (id is not null && row is null)
            return Outcome.Refuse("no-initiative");
        if (!await WorkRules.MayAsync(caller, input.Team, cancellationToken)
            || (row is not null && !await WorkRules.MayAsync(caller, row.TeamId, cancellationToken)))
            return Outcome.Refuse("not-yours");
        var before = row is null ? null : WorkStamp.Of(row);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        var key = Names.Key(name);
        if (await db.Set<Initiative>().AnyAsync(other => other.Key == key && other.Id != id, cancellationToken))
            return Outcome.Refuse("name-taken", name);
        if (code is not null && await db.Set<Initiative>().AnyAsync(other => other.Code == code && other.Id != id, cancellationToken))
            return Outcome.Refuse("name-taken", code);
        if (row is null)
            db.Add(row = new Initiative { Name = name, Key = key, State = input.State, CreatedAt = time.GetUtcNow() });
        (row.Name, row.Key, row.Code, row.Description) = (name, key, code, WorkRules.TextOrNull(input.Description));
        (row.OwnerPersonId, row.TeamId, row.ProductId) = (input.Owner, input.Team, input.Product);
        (row.IsPublic, row.PublicTitle, row.Slot) = (input.IsPublic, WorkRules.TextOrNull(input.PublicTitle), input.Slot);
        Move(row, input.State, time.GetUtcNow());
        if (before == WorkStamp.Of(row))
            return Outcome.Unchanged(row.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(
            new AuditEntry(caller.AuditName, before is null ? "initiative.add" : "initiative.edit", $"initiative:{row.Id}", null, before, WorkStamp.Of(row)),
            CancellationToken.None);
        return before is null ? Outcome.Added(row.Id) : Outcome.Changed(row.Id);
    }

    // Its days stay when it moves on, and go when it moves back before them.
    private static void Move(Initiative row, InitiativeState state, DateTimeOffset now)
    {
        row.State = state;
        if (state is InitiativeState.Idea or InitiativeState.Decided)
            row.StartedAt = null;
        else if (state is InitiativeState.Started or InitiativeState.Shipped)
            row.StartedAt ??= now;
        if (state is InitiativeState.Shipped)
            row.ShippedAt ??= now;
        else if (state is InitiativeState.Idea or InitiativeState.Decided or InitiativeState.Started)
            row.ShippedAt = null;
    }
}
