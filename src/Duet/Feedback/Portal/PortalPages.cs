using System.Security.Cryptography;
using Duet.Feedback.Records;
using Duet.Platform.Messages;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Feedback.Portal;

/// <summary>The pages of the portal that are only looked at.</summary>
internal sealed class PortalPages(PortalReader reader, IMessages messages)
{
    private const string New = "new";

    public async Task<IResult> HomeAsync(HttpContext context, CancellationToken cancellationToken) =>
        Page(context, new PortalView { Page = PortalPage.Home, Boards = await reader.BoardsAsync(cancellationToken) });

    public async Task<IResult> RoadmapAsync(HttpContext context, CancellationToken cancellationToken) =>
        Page(context, new PortalView { Page = PortalPage.Roadmap, Roadmap = await reader.RoadmapAsync(cancellationToken) });

    public async Task<IResult> ChangelogAsync(HttpContext context, CancellationToken cancellationToken) =>
        Page(context, new PortalView { Page = PortalPage.Changelog, Changelog = await reader.ChangelogAsync(cancellationToken) });

    public async Task<IResult> BoardAsync(string slug, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reader.BoardAsync(slug, cancellationToken) is not { } board)
            return NotFound(context);
        var query = context.Request.Query;
        PublicState? state = Enum.TryParse<PublicState>(query["state"], ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) && wanted != PublicState.InReview ? wanted : null;
        var posts = await reader.PostsAsync(
            board, query["order"] == New ? New : "top", state, query["q"].ToString() is { Length: > 0 and <= 200 } text ? text : null, QueryNumber.Int(query["page"]) ?? 1, cancellationToken);
        return Page(context, new PortalView { Page = PortalPage.Board, Name = board.Name, Board = board, Posts = posts, Said = query["said"] == "review" ? "review" : null });
    }

    public async Task<IResult> NewAsync(string slug, bool isEmbedded, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reader.BoardAsync(slug, cancellationToken) is not { } board)
            return NotFound(context);
        return await FormAsync(board, isEmbedded, PortalForm.Empty, null, StatusCodes.Status200OK, context, cancellationToken);
    }

    /// <summary>The form for a new post, with what was sent where that has to be mended.</summary>
    public async Task<IResult> FormAsync(
        Board board, bool isEmbedded, PortalForm sent, string? problem, int status, HttpContext context, CancellationToken cancellationToken)
    {
        if (isEmbedded)
            SecurityHeaders.AllowFrames(context, board.EmbedOrigins);
        return Page(context, new PortalView
        {
            Page = PortalPage.New,
            Name = board.Name,
            Board = board,
            Sent = sent,
            Problem = problem,
            Status = status,
            FormId = sent["form"] is { Length: > 0 } form ? form : RandomNumberGenerator.GetHexString(32, lowercase: true),
            CanMail = await messages.CanMailAsync(cancellationToken),
            IsEmbedded = isEmbedded,
        });
    }

    public async Task<IResult> PostAsync(string slug, int voice, HttpContext context, CancellationToken cancellationToken) =>
        await PostAsync(slug, voice, PortalForm.Empty, null, StatusCodes.Status200OK, context, cancellationToken);

    public async Task<IResult> PostAsync(string slug, int voice, PortalForm sent, string? problem, int status, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reader.BoardAsync(slug, cancellationToken) is not { } board)
            return NotFound(context);
        var (post, into) = await reader.PostAsync(board, voice, cancellationToken);
        if (into is { } whole)
            return TypedResults.LocalRedirect(PortalRoutes.PostPath(board, whole), permanent: false);
        if (post is null)
            return NotFound(context);
        var said = context.Request.Query["said"].ToString();
        return Page(context, new PortalView
        {
            Page = PortalPage.Post,
            Name = post.Title,
            Board = board,
            Post = post,
            Sent = sent,
            Problem = problem,
            Status = status,
            CanMail = await messages.CanMailAsync(cancellationToken),
            Said = said is "posted" or "voted" or "known" or "comment" or "review" or "follow" ? said : null,
        });
    }

    public static IResult NotFound(HttpContext context) => Notice(context, "NotFound", StatusCodes.Status404NotFound);

    /// <summary>A message alone, in a document of the portal's own: the program's pages know who is signed in.</summary>
    public static IResult Notice(HttpContext context, string notice, int status, bool isEmbedded = false) =>
        Page(context, new PortalView { Page = PortalPage.Notice, Problem = notice, Status = status, IsEmbedded = isEmbedded });

    public static IResult Page(HttpContext context, PortalView view)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (view.Status == StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = "60";
        return new RazorComponentResult<PortalDocument>(new { View = view with { IsDemonstration = context.User.IsGuest() } }) { StatusCode = view.Status };
    }
}
