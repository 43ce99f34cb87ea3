using System.Globalization;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Identity;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Teams.People;

/// <summary>People and their identities: addresses of the pages, and what their buttons send.</summary>
internal static class PeopleModule
{
    public const string Page = "/people";
    public const string SuggestionsPage = Page + "/suggestions";
    public const string IdentitiesPage = Page + "/identities";
    public const string RulesPage = Page + "/rules";

    /// <summary>Accepted at once; what is left over shows and can be accepted next.</summary>
    public const int MostAtOnce = 500;

    public static string PersonPath(int id, string action = "") => string.Create(CultureInfo.InvariantCulture, $"{Page}/{id}{action}");

    public static string UndoPath(int change) => string.Create(CultureInfo.InvariantCulture, $"{Page}/changes/{change}/undo");

    public static string RulePath(int rule, string action) => string.Create(CultureInfo.InvariantCulture, $"{RulesPage}/{rule}/{action}");

    /// <summary>Each button leads back to the page it stands on, which says what became of it.</summary>
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup(Page).WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription().Needs(Permission.DirectoryWrite);
        people.MapPost("/{id:int}/leave", LeaveAsync);
        people.MapPost("/{id:int}/return", (int id, KnownPeople known, Caller caller, CancellationToken stop) =>
            BackAsync(PersonPath(id), known.ReturnAsync(id, null, Author.Of(caller), stop)));
        people.MapPost("/{id:int}/link", (int id, [FromForm] string? identity, IdentityBook book, IdentityLinks links, Caller caller, CancellationToken stop) =>
            BackAsync(PersonPath(id), WithAsync(book, identity, found => links.LinkAsync(found, id, LinkMethod.Manual, 1, Author.Of(caller), stop), stop)));
        people.MapPost("/{id:int}/unlink", (int id, [FromForm] string? identity, IdentityBook book, IdentityLinks links, Caller caller, CancellationToken stop) =>
            BackAsync(PersonPath(id), WithAsync(book, identity, found => links.UnlinkAsync(found.Id, Author.Of(caller), stop), stop)));
        people.MapPost("/{id:int}/split", (int id, [FromForm] string? identity, IdentityBook book, IdentityLinks links, Caller caller, CancellationToken stop) =>
            BackAsync(PersonPath(id), WithAsync(book, identity, found => links.SplitAsync(id, [found], Author.Of(caller), stop), stop)));
        people.MapPost("/{id:int}/merge", (int id, [FromForm] int other, IdentityLinks links, Caller caller, CancellationToken stop) =>
            BackAsync(PersonPath(id), links.MergeAsync(id, other, Author.Of(caller), stop)));
        people.MapPost("/changes/{id:int}/undo", UndoAsync);
        people.MapPost("/identities/person", (HttpRequest request, [FromForm] string? identity, IdentityBook book, IdentityLinks links, Caller caller, CancellationToken stop) =>
            BackAsync(Sender(request, IdentitiesPage), WithAsync(book, identity, found => links.LinkAsNewAsync([found], LinkMethod.Manual, 1, Author.Of(caller), stop), stop)));
        people.MapPost("/identities/kind", (
            HttpRequest request, [FromForm] string? identity, [FromForm] string? kind, IdentityBook book, ActorRules rules, Caller caller, CancellationToken stop) =>
            BackAsync(Sender(request, IdentitiesPage), Enum.TryParse<ActorKind>(kind, true, out var chosen)
                ? WithAsync(book, identity, found => rules.OverrideAsync(found.Id, chosen, Author.Of(caller), stop), stop)
                : Task.FromResult(Outcome.Refuse("no-kind"))));
        people.MapPost("/suggestions/accept", (HttpRequest request, [FromForm] string? pair, IdentitySuggestions suggestions, Caller caller, CancellationToken stop) =>
            BackAsync(Sender(request, SuggestionsPage), suggestions.AcceptAsync(Unwrapped(pair), Author.Of(caller), stop)));
        people.MapPost("/suggestions/dismiss", (HttpRequest request, [FromForm] string? pair, IdentitySuggestions suggestions, Caller caller, CancellationToken stop) =>
            BackAsync(Sender(request, SuggestionsPage), suggestions.DismissAsync(Unwrapped(pair), Author.Of(caller), stop)));
        people.MapPost("/suggestions/accept-all", AcceptAllAsync);
        people.MapPost("/suggestions/forget", async (IdentitySuggestions suggestions, Caller caller, CancellationToken stop) =>
        {
            await suggestions.ForgetDismissedAsync(Author.Of(caller), stop);
            return TypedResults.LocalRedirect(SuggestionsPage);
        });
        foreach (var action in new[] { "up", "down", "on", "off", "remove" })
            people.MapPost($"/rules/{{id:int}}/{action}", (int id, ActorRules rules, Caller caller, CancellationToken stop) => RuleAsync(id, action, rules, caller, stop));
    }

    private static Task<RedirectHttpResult> LeaveAsync(
        int id, [FromForm] string? day, KnownPeople known, Func<Installation> installation, Caller caller, CancellationToken stop) =>
        BackAsync(PersonPath(id), DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && last.Year is >= 1900 and <= 2200
            ? known.LeaveAsync(id, Grains.Midnight(last.AddDays(1), installation().Zone), null, Author.Of(caller), stop)
            : Task.FromResult(Outcome.Refuse("bad-day")));

    private static async Task<RedirectHttpResult> UndoAsync(HttpRequest request, int id, IdentityHistory history, Caller caller, CancellationToken stop) =>
        await BackAsync(Sender(request, SuggestionsPage), history.UndoAsync(id, Author.Of(caller), stop));

    private static async Task<RedirectHttpResult> AcceptAllAsync([FromForm] double above, IdentitySuggestions suggestions, Caller caller, CancellationToken stop)
    {
        var accepted = await suggestions.AcceptAllAsync(Math.Clamp(above, Engine.Identity.Suggestions.Lowest, 1), MostAtOnce, Author.Of(caller), stop);
        return TypedResults.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"{SuggestionsPage}?accepted={accepted}"));
    }

    private static Task<RedirectHttpResult> RuleAsync(int id, string action, ActorRules rules, Caller caller, CancellationToken stop)
    {
        var author = Author.Of(caller);
        return BackAsync(RulesPage, action switch
        {
            "up" or "down" => rules.MoveAsync(id, action == "up", author, stop),
            "on" or "off" => rules.EnableAsync(id, action == "on", author, stop),
            _ => rules.RemoveAsync(id, author, stop),
        });
    }

    private static async Task<Outcome> WithAsync(IdentityBook book, string? identity, Func<KnownIdentity, Task<Outcome>> change, CancellationToken stop) =>
        IdentityKey.Parse(identity) is { } key && (await book.ReadAsync(stop)).Find(key) is { } found
            ? await change(new KnownIdentity(found.Id, found.Name, found.Person))
            : Outcome.Refuse("no-identity");

    private static async Task<RedirectHttpResult> BackAsync(string page, Task<Outcome> change)
    {
        var outcome = await change;
        return TypedResults.LocalRedirect(outcome.Refused is { } refused
            ? $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}refused={Uri.EscapeDataString(refused.Code)}"
            : page);
    }

    // A browser sends line breaks of a field as two characters.
    private static string Unwrapped(string? pair) => (pair ?? "").ReplaceLineEndings("\n");

    // The page the button stood on, with its search and its page number, where it is one of ours about people.
    private static string Sender(HttpRequest request, string otherwise)
    {
        var typed = request.GetTypedHeaders().Referer;
        if (typed is null || !typed.AbsolutePath.StartsWith(Page, StringComparison.Ordinal) || typed.Authority != request.Host.Value)
            return otherwise;
        var kept = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(typed.Query)
            .Where(pair => pair.Key is not ("refused" or "accepted")).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
        return typed.AbsolutePath + QueryString.Create(kept);
    }
}
