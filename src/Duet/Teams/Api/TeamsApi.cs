using System.Globalization;
using Duet.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Written = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Duet.Teams.Api.WrittenJson>,
    Microsoft.AspNetCore.Http.HttpResults.Created<Duet.Teams.Api.WrittenJson>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Duet.Teams.Api;

/// <summary>Teams and who is in them, for programs.</summary>
internal static class TeamsApi
{
    private const string Root = "/api/v1/teams";

    public static void MapTeamsApi(this IEndpointRouteBuilder routes)
    {
        var teams = routes.MapGroup(Root).WithTags("Teams")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        var read = teams.MapGroup("").Needs(Permission.TeamRead);
        read.MapGet("", ListAsync).WithName("ListTeams").WithSummary("All teams as a tree, with how many are in them and what they own today");
        read.MapGet("/{id:int}", FindAsync).WithName("GetTeam").WithSummary("One team: people of today and before, services, hours")
            .ProducesProblem(StatusCodes.Status404NotFound);

        var write = teams.MapGroup("").Needs(Permission.TeamWrite)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        write.MapPost("", AddAsync).WithName("AddTeam").WithSummary("Add a team");
        write.MapPut("/{id:int}", EditAsync).WithName("EditTeam").WithSummary("Give a team another name, or another place in the tree");
        write.MapPut("/{id:int}/calendar", SetHoursAsync).WithName("SetTeamHours").WithSummary("Give a team working hours of its own");
        write.MapDelete("/{id:int}/calendar", ClearHoursAsync).WithName("ClearTeamHours").WithSummary("Let a team work the hours of the team above");
        write.MapPost("/{id:int}/end", EndAsync).WithName("EndTeam").WithSummary("End a team; its past stays");
        write.MapPost("/{id:int}/members", JoinAsync).WithName("JoinTeam")
            .WithSummary("Somebody joins a team; whoever is in another one moves at that instant");
        write.MapPut("/{id:int}/members/{membership:int}", CorrectAsync).WithName("CorrectMembership")
            .WithSummary("Correct the dates of a membership: rewrites the past, and is logged");
        write.MapDelete("/{id:int}/members/{membership:int}", RemoveAsync).WithName("RemoveMembership").WithSummary("Take out a membership that never was");
    }

    private static async Task<Ok<TeamsJson>> ListAsync(TeamTrees trees, CancellationToken cancellationToken) =>
        TypedResults.Ok(new TeamsJson([.. (await trees.ReadAsync(cancellationToken)).Nodes.Select(TeamJson.Of)]));

    private static async Task<Results<Ok<TeamDetailJson>, ProblemHttpResult>> FindAsync(
        int id, TeamPictures pictures, Answering answer, CancellationToken cancellationToken) =>
        await pictures.OfAsync(id, cancellationToken) is { } picture
            ? TypedResults.Ok(TeamDetailJson.Of(picture))
            : answer.Problem(new Refused("no-team"));

    private static async Task<Written> AddAsync(TeamBody body, KnownTeams teams, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(
            await teams.AddAsync(new TeamInput(body.Name, body.Parent, body.ExternalId), Author.Of(caller), cancellationToken), Address, cancellationToken);

    private static async Task<Written> EditAsync(
        int id, TeamBody body, KnownTeams teams, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(
            await teams.EditAsync(id, body.Name, body.Parent, body.Stamp, Author.Of(caller), cancellationToken), null, cancellationToken);

    private static async Task<Written> SetHoursAsync(
        int id, CalendarBody body, KnownTeams teams, Caller caller, Answering answer, CancellationToken cancellationToken)
    {
        var (calendar, refused) = new CalendarInput
        {
            Zone = body.Zone,
            Start = body.Start,
            End = body.End,
            Days = body.Days.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(day => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(day.ToLowerInvariant()), _ => true),
            Holidays = string.Join('\n', body.Holidays ?? []),
        }.Read();
        return refused is not null
            ? answer.Problem(refused)
            : await answer.WrittenAsync(await teams.SetCalendarAsync(id, calendar, null, Author.Of(caller), cancellationToken), null, cancellationToken);
    }

    private static async Task<Written> ClearHoursAsync(
        int id, KnownTeams teams, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await answer.WrittenAsync(await teams.SetCalendarAsync(id, null, null, Author.Of(caller), cancellationToken), null, cancellationToken);

    private static async Task<Written> EndAsync(
        int id, DayBody body, KnownTeams teams, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        answer.Read(body.On, out var on) && on is { } at
            ? await answer.WrittenAsync(await teams.EndAsync(id, at, null, Author.Of(caller), cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("bad-day", body.On));

    private static async Task<Written> JoinAsync(
        int id, MemberBody body, Memberships memberships, Caller caller, Answering answer, CancellationToken cancellationToken)
    {
        if (!answer.Read(body.Since, out var since))
            return answer.Problem(new Refused("bad-day", body.Since!));
        if (!answer.Read(body.Until, out var until))
            return answer.Problem(new Refused("bad-day", body.Until!));
        var author = Author.Of(caller);
        return await answer.WrittenAsync(
            body.Secondary || until is not null
                ? await memberships.JoinAsync(body.Person, id, since, until, new MembershipKind(!body.Secondary, body.Lead), author, cancellationToken)
                : await memberships.MoveAsync(body.Person, id, since, body.Lead, author, cancellationToken),
            membership => MemberAddress(id, membership), cancellationToken);
    }

    private static async Task<Written> CorrectAsync(
        int id, int membership, DatesBody body, Memberships memberships, Caller caller, Answering answer, CancellationToken cancellationToken)
    {
        if (!answer.Read(body.Since, out var since))
            return answer.Problem(new Refused("bad-day", body.Since!));
        if (!answer.Read(body.Until, out var until))
            return answer.Problem(new Refused("bad-day", body.Until!));
        return await memberships.IsOfAsync(membership, id, cancellationToken)
            ? await answer.WrittenAsync(
                await memberships.CorrectAsync(membership, since, until, body.Reason, body.Stamp, Author.Of(caller), cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("no-membership"));
    }

    private static async Task<Written> RemoveAsync(
        int id, int membership, string? reason, Memberships memberships, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        await memberships.IsOfAsync(membership, id, cancellationToken)
            ? await answer.WrittenAsync(await memberships.RemoveAsync(membership, reason, null, Author.Of(caller), cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("no-membership"));

    private static string Address(int id) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}");

    private static string MemberAddress(int id, int membership) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}/members/{membership}");
}
