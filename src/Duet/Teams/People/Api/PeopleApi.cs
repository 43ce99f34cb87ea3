using Duet.Access;
using Duet.Engine.Identity;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Http.HttpResults;
using Changed = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Duet.Teams.People.Api.PersonChangedJson>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Duet.Teams.People.Api;

/// <summary>The directory for programs: names and teams with <c>catalog:read</c>, addresses, identities and changes with <c>catalog:write</c>.</summary>
internal static class PeopleApi
{
    private const int MostListed = 1_000;
    private const int ChangesListed = 200;

    public static IServiceCollection AddPeopleApi(this IServiceCollection services)
    {
        services.AddSingleton<PeopleAnswers>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, PeopleJsonContext.Default));
        return services;
    }

    public static void MapPeopleApi(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/v1/people").WithTags("People")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        var read = people.MapGroup("").Needs(Permission.TeamRead);
        read.MapGet("", ListAsync).WithName("ListPeople").WithSummary("People by name, with the team and discipline of today");
        read.MapGet("/{id:int}", FindAsync).WithName("GetPerson").WithSummary("One person: teams and disciplines with dates, identities")
            .ProducesProblem(StatusCodes.Status404NotFound);

        var seen = people.MapGroup("").Needs(Permission.DirectoryRead);
        var write = people.MapGroup("").Needs(Permission.DirectoryWrite)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        write.MapPost("", (PersonBody body, KnownPeople known, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(known.AddAsync(Input(body), Author.Of(caller), stop), stop)).WithName("AddPerson").WithSummary("Add a person");
        write.MapPut("/{id:int}", (int id, PersonBody body, KnownPeople known, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(known.EditAsync(id, Input(body), null, Author.Of(caller), stop), stop)).WithName("EditPerson").WithSummary("Write name, address and external id anew");
        write.MapPut("/{id:int}/attributes", (int id, AttributesBody body, PersonAttributes attributes, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(attributes.SetAsync(id, body.Site, body.HiredOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Author.Of(caller), stop), stop))
            .WithName("DescribePerson").WithSummary("Write site and start date anew");
        write.MapPost("/{id:int}/leave", (int id, LeaveBody body, KnownPeople known, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(known.LeaveAsync(id, body.At, null, Author.Of(caller), stop), stop)).WithName("LeavePerson").WithSummary("The person left; the past stays");
        write.MapPost("/{id:int}/merge", (int id, MergeBody body, IdentityLinks links, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(links.MergeAsync(id, body.Other, Author.Of(caller), stop), stop)).WithName("MergePeople").WithSummary("Two people are one; can be undone");
        write.MapPost("/{id:int}/identities", LinkAsync).WithName("LinkIdentity").WithSummary("An identity is this person");
        write.MapPost("/{id:int}/split", SplitAsync).WithName("SplitPerson").WithSummary("Some identities are somebody else, who is added");
        write.MapPost("/identities/unlink", (IdentityBody body, IdentityLinks links, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(links.UnlinkAsync(Key(body), Author.Of(caller), stop), stop)).WithName("UnlinkIdentity").WithSummary("An identity stands for itself again");
        seen.MapGet("/suggestions", SuggestionsAsync).WithName("ListSuggestions").WithSummary("Who may be the same person, surest first");
        write.MapPost("/suggestions/accept", (PairBody body, IdentitySuggestions open, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(open.AcceptAsync(Pair(body), Author.Of(caller), stop), stop)).WithName("AcceptSuggestion").WithSummary("Both are the same person");
        write.MapPost("/suggestions/dismiss", (PairBody body, IdentitySuggestions open, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(open.DismissAsync(Pair(body), Author.Of(caller), stop), stop)).WithName("DismissSuggestion").WithSummary("Both are different; the pair is not suggested again");
        seen.MapGet("/changes", ChangesAsync).WithName("ListIdentityChanges").WithSummary("The newest merges, splits and links");
        write.MapPost("/changes/{id:int}/undo", (int id, IdentityHistory history, Caller caller, PeopleAnswers answer, CancellationToken stop) =>
            answer.ChangedAsync(history.UndoAsync(id, Author.Of(caller), stop), stop)).WithName("UndoIdentityChange").WithSummary("Undo a change exactly, where no later one builds on it");
    }

    private static async Task<Ok<PeopleJson>> ListAsync(
        string? q, int? team, bool? gone, int? offset, int? limit, PeopleReader reader, Caller caller, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(limit ?? PeopleQuery.PageSize, 1, MostListed);
        var skip = Math.Clamp(offset ?? 0, 0, 1_000_000);
        var found = await reader.ListAsync(new PeopleQuery(q ?? "", team, gone ?? false, skip, size), Sees(caller), cancellationToken);
        var next = skip + found.People.Count;
        return TypedResults.Ok(new PeopleJson([.. found.People.Select(PersonJson.Of)], found.Total, next < found.Total && found.People.Count > 0 ? next : null));
    }

    private static async Task<Results<Ok<PersonDetailJson>, ProblemHttpResult>> FindAsync(
        int id, PeopleReader reader, IdentityBook book, Caller caller, PeopleAnswers answer, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { } file)
            return answer.Problem(new Refused("no-person"));
        var sees = Sees(caller);
        return TypedResults.Ok(new PersonDetailJson
        {
            Id = id,
            Name = file.Person.Name,
            Mail = sees ? file.Person.Mail : null,
            ExternalId = sees ? file.Person.ExternalId : null,
            LeftAt = file.Person.LeftAt,
            Site = sees ? file.Site : null,
            HiredOn = sees ? file.HiredOn : null,
            Teams = [.. file.Teams.Select(team => new PersonTeamJson(team.Id, team.Name, !team.IsPrimary, team.IsLead, team.Span.Since, team.Span.Until))],
            Disciplines = [.. file.Disciplines.Select(period => new PersonDisciplineJson(period.Discipline, period.Since, period.Until))],
            Identities = sees ? [.. (await book.ReadAsync(cancellationToken)).Of(id).Select(IdentityJson.Of)] : null,
        });
    }

    private static async Task<Changed> LinkAsync(
        int id, IdentityBody body, IdentityBook book, IdentityLinks links, Caller caller, PeopleAnswers answer, CancellationToken cancellationToken) =>
        await answer.ChangedAsync(
            links.LinkAsync(Known(await book.ReadAsync(cancellationToken), body), id, LinkMethod.Manual, 1, Author.Of(caller), cancellationToken), cancellationToken);

    private static async Task<Changed> SplitAsync(
        int id, SplitBody body, IdentityBook book, IdentityLinks links, Caller caller, PeopleAnswers answer, CancellationToken cancellationToken)
    {
        var page = await book.ReadAsync(cancellationToken);
        return await answer.ChangedAsync(
            links.SplitAsync(id, [.. body.Identities.Select(identity => Known(page, identity)).DistinctBy(identity => identity.Id)], Author.Of(caller), cancellationToken), cancellationToken);
    }

    private static async Task<Ok<SuggestionsJson>> SuggestionsAsync(double? above, IdentitySuggestions open, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SuggestionsJson([.. (await open.ListAsync(cancellationToken))
            .Where(suggestion => suggestion.Confidence >= (above ?? 0)).Take(MostListed).Select(SuggestionJson.Of)]));

    private static async Task<Ok<IdentityChangesJson>> ChangesAsync(IdentityHistory history, CancellationToken cancellationToken) =>
        TypedResults.Ok(new IdentityChangesJson([.. (await history.NewestAsync(ChangesListed, cancellationToken))
            .Select(change => new IdentityChangeJson(change.Id, change.At, change.Kind, change.PersonId, change.UndoneAt))]));

    // A key that may change the directory has to see what it changes.
    private static bool Sees(Caller caller) => caller.Can(Permission.DirectoryRead) || caller.Can(Permission.DirectoryWrite);

    private static PersonInput Input(PersonBody body) => new(body.Name, body.Mail, body.ExternalId);

    private static IdentityKey Key(IdentityBody body) => new(body.Realm, body.Key);

    private static KnownIdentity Known(BookPage page, IdentityBody body) => new(Key(body), page.Find(Key(body))?.Name ?? "");

    // What names nobody is nobody's suggestion.
    private static string Pair(PairBody body) =>
        Party.Parse(body.First) is { } first && Party.Parse(body.Second) is { } second ? Suggestion.PairOf(first, second) : "";
}
