using System.Text.Json.Nodes;
using Duet.Platform.Records;
using Duet.Teams.People;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Scim;

/// <summary>
/// People as an identity provider keeps them. It finds people by user name, then by mail address, so that those who are in the
/// directory already are taken over and not doubled. Nobody is ever removed: who goes has left, and the past stays.
/// </summary>
internal sealed class ScimUsers(IDbContextFactory<AppDb> records, OrganisationLog log, ScimAccounts accounts, TimeProvider time)
{
    public async Task<JsonObject> ListAsync(ScimQuery query, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = await FoundAsync(db, query, cancellationToken);
        var sites = await SitesAsync(db.Set<PersonAttribute>(), cancellationToken);
        var all = found.Select(user => (user.Person, user.UserName, Resource: UserResource.Of(user.Person, user.UserName, null, sites.GetValueOrDefault(user.Person.Id), address)))
            .Where(user => query.Filter?.Fits(user.Resource) ?? true).ToList();
        var page = all.Skip(query.Start - 1).Take(query.Count).ToList();
        var groups = query.Wants("groups") ? await GroupsAsync(db, [.. page.Select(user => user.Person.Id)], cancellationToken) : null;
        return query.Page([.. page.Select(user => UserResource.Of(user.Person, user.UserName, groups?[user.Person.Id], sites.GetValueOrDefault(user.Person.Id), address))], all.Count);
    }

    public async Task<JsonObject> FindAsync(int id, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await ResourceAsync(db, await PersonAsync(db, id, cancellationToken), address, cancellationToken);
    }

    public async Task<JsonObject> AddAsync(JsonObject sent, Author author, string address, CancellationToken cancellationToken)
    {
        var input = UserResource.Read(sent, null);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var person = input.Mail is null ? null : await db.Set<Person>().SingleOrDefaultAsync(known => known.Mail == input.Mail, cancellationToken);
        if (person is not null && await LinkAsync(db, person.Id, cancellationToken) is not null)
            throw ScimException.Taken($"There is a user with the address {input.Mail} already.");
        if (person is null)
        {
            person = new Person { Name = input.Name ?? Names.Clean(input.UserName), CreatedAt = time.GetUtcNow() };
            db.Add(person);
        }
        var isNew = person.Id == 0;
        var before = isNew ? null : Stamp.Of(person);
        var ended = await WriteAsync(db, person, input, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange(isNew ? "person.add" : "person.edit", $"person:{person.Id}", before, Stamp.Of(person), "scim"));
        await accounts.NoteAsync(author, ended);
        return await ResourceAsync(db, person, address, cancellationToken);
    }

    /// <param name="id">The person.</param>
    /// <param name="change">What becomes of the resource as it is.</param>
    /// <param name="version">The version that the provider saw; null where it does not say.</param>
    /// <param name="author">Who provisions.</param>
    /// <param name="address">Where SCIM is served.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<JsonObject> ChangeAsync(
        int id, Func<JsonObject, UserInput> change, string? version, Author author, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var person = await PersonAsync(db, id, cancellationToken);
        var known = await ResourceAsync(db, person, address, cancellationToken);
        ScimIds.Match(known, version);
        var (before, left) = (Stamp.Of(person), person.LeftAt);
        var ended = await WriteAsync(db, person, change(known), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (Stamp.Of(person) != before)
            await log.NoteAsync(author, new OrganisationChange(
                left == person.LeftAt ? "person.edit" : left is null ? "person.leave" : "person.return", $"person:{id}", before, Stamp.Of(person), "scim"));
        await accounts.NoteAsync(author, ended);
        return await ResourceAsync(db, person, address, cancellationToken);
    }

    /// <summary>The person has left; the provider does not see them any more.</summary>
    public async Task RemoveAsync(int id, string? version, Author author, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var person = await PersonAsync(db, id, cancellationToken);
        ScimIds.Match(await ResourceAsync(db, person, address, cancellationToken), version);
        var before = Stamp.Of(person);
        await db.Set<IdentityLink>().Where(link => link.PersonId == id && link.Realm == ScimIds.Realm).ExecuteDeleteAsync(cancellationToken);
        if (ScimIds.Shown(person.ExternalId) is not null)
            person.ExternalId = null;
        var ended = await LeaveAsync(db, person, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("person.leave", $"person:{id}", before, Stamp.Of(person), "scim"));
        await accounts.NoteAsync(author, ended);
    }

    private async Task<IReadOnlyList<AccountEnd>> WriteAsync(AppDb db, Person person, UserInput input, CancellationToken cancellationToken)
    {
        await RefuseTakenAsync(db, person.Id, input, cancellationToken);
        (person.Name, person.Mail, person.ExternalId) = (input.Name ?? person.Name, input.Mail ?? person.Mail, input.ExternalId ?? person.ExternalId);
        IReadOnlyList<AccountEnd> ended = [];
        if (input.IsActive)
            person.LeftAt = null;
        else
            ended = await LeaveAsync(db, person, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (input.Site is { } site)
        {
            await PersonAttributes.WriteAsync(db, person.Id, PersonAttribute.Site, site, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        if (await LinkAsync(db, person.Id, cancellationToken) is var link && link?.Key != input.UserName)
        {
            if (link is not null)
                db.Remove(link);
            db.Add(new IdentityLink
            {
                Realm = ScimIds.Realm,
                Key = input.UserName,
                Name = person.Name,
                PersonId = person.Id,
                Method = LinkMethod.Import,
                Confidence = 1,
                LinkedAt = time.GetUtcNow(),
            });
            await db.SaveChangesAsync(cancellationToken);
        }
        return ended;
    }

    private async Task<IReadOnlyList<AccountEnd>> LeaveAsync(AppDb db, Person person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        person.LeftAt ??= now;
        var id = person.Id;
        if (id == 0)
            return [];
        ScimPeriods.End(db, await db.Set<Membership>().Where(row => row.PersonId == id && (row.Until == null || row.Until > now)).ToListAsync(cancellationToken), now);
        ScimPeriods.End(db, await db.Set<DisciplinePeriod>().Where(row => row.PersonId == id && (row.Until == null || row.Until > now)).ToListAsync(cancellationToken), now);
        return await accounts.EndAsync(db, person, cancellationToken);
    }

    private static async Task RefuseTakenAsync(AppDb db, int id, UserInput input, CancellationToken cancellationToken)
    {
        if (await db.Set<IdentityLink>().AnyAsync(link => link.Realm == ScimIds.Realm && link.Key == input.UserName && link.PersonId != id, cancellationToken))
            throw ScimException.Taken($"There is a user named {input.UserName} already.");
        if (input.Mail is { } mail && await db.Set<Person>().AnyAsync(other => other.Mail == mail && other.Id != id, cancellationToken))
            throw ScimException.Taken($"There is a user with the address {mail} already.");
        if (input.ExternalId is { } external && await db.Set<Person>().AnyAsync(other => other.ExternalId == external && other.Id != id, cancellationToken))
            throw ScimException.Taken($"There is a user with the externalId {ScimIds.Shown(external)} already.");
    }

    // Who has left and was taken off is known to the directory only.
    private static async Task<Person> PersonAsync(AppDb db, int id, CancellationToken cancellationToken) =>
        await db.Set<Person>().FindAsync([id], cancellationToken) is { } person
        && (person.LeftAt is null || await LinkAsync(db, id, cancellationToken) is not null)
            ? person
            : throw ScimException.Missing(id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Task<IdentityLink?> LinkAsync(AppDb db, int person, CancellationToken cancellationToken) =>
        db.Set<IdentityLink>().Where(link => link.PersonId == person && link.Realm == ScimIds.Realm).OrderBy(link => link.Key).FirstOrDefaultAsync(cancellationToken);

    private async Task<JsonObject> ResourceAsync(AppDb db, Person person, string address, CancellationToken cancellationToken) =>
        UserResource.Of(
            person, (await LinkAsync(db, person.Id, cancellationToken))?.Key, (await GroupsAsync(db, [person.Id], cancellationToken))[person.Id],
            (await SitesAsync(db.Set<PersonAttribute>().Where(row => row.PersonId == person.Id), cancellationToken)).GetValueOrDefault(person.Id), address);

    private static Task<Dictionary<int, string>> SitesAsync(IQueryable<PersonAttribute> attributes, CancellationToken cancellationToken) =>
        attributes.AsNoTracking().Where(row => row.Name == PersonAttribute.Site)
            .ToDictionaryAsync(row => row.PersonId, row => row.Value, cancellationToken);

    private async Task<ILookup<int, Team>> GroupsAsync(AppDb db, IReadOnlyList<int> people, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await db.Set<Membership>().AsNoTracking()
            .Where(row => people.Contains(row.PersonId) && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Join(db.Set<Team>().AsNoTracking(), row => row.TeamId, team => team.Id, (row, team) => new { row.PersonId, Team = team })
            .ToListAsync(cancellationToken);
        return rows.OrderBy(row => row.Team.Id).ToLookup(row => row.PersonId, row => row.Team);
    }

    private static async Task<List<(Person Person, string? UserName)>> FoundAsync(AppDb db, ScimQuery query, CancellationToken cancellationToken)
    {
        var people = db.Set<Person>().AsNoTracking();
        var links = db.Set<IdentityLink>().AsNoTracking().Where(link => link.Realm == ScimIds.Realm);
        // What a provider asks before every change goes by an index.
        if (query.Exactly("userName")?.ToLowerInvariant() is { } userName)
            people = people.Where(person => person.Mail == userName || links.Any(link => link.Key == userName && link.PersonId == person.Id));
        else if (query.Exactly("externalId") is { Length: < 190 } external && ScimIds.Stored(external) is var stored)
            people = people.Where(person => person.ExternalId == stored);
        else if ((query.Exactly("emails.value") ?? query.Exactly("emails"))?.ToLowerInvariant() is { } mail)
            people = people.Where(person => person.Mail == mail);
        var names = (await (
            from link in links
            join person in people on link.PersonId equals person.Id
            select new { link.PersonId, link.Key }).ToListAsync(cancellationToken)).GroupBy(link => link.PersonId).ToDictionary(group => group.Key, group => group.Min(link => link.Key));
        return [.. (await people.OrderBy(person => person.Id).ToListAsync(cancellationToken))
            .Where(person => person.LeftAt is null || names.ContainsKey(person.Id)).Select(person => (person, names.GetValueOrDefault(person.Id)))];
    }
}
