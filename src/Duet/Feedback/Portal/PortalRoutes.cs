using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Web;

namespace Duet.Feedback.Portal;

/// <summary>The addresses for people outside. They know nobody: no cookie, no sign-in, plain forms and their answers.</summary>
internal static class PortalRoutes
{
    public const string Root = "/portal";

    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").Needs(Permission.Open).DisableAntiforgery().ExcludeFromDescription();
        open.MapGet(Root, (HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.HomeAsync(context, cancellationToken));
        open.MapGet(Root + "/roadmap", (HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.RoadmapAsync(context, cancellationToken));
        open.MapGet(Root + "/changelog", (HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.ChangelogAsync(context, cancellationToken));
        open.MapGet(Root + "/changelog.atom", (PortalReader reader, PublicAddress address, CancellationToken cancellationToken) => AtomFeed.OfAsync(reader, address, cancellationToken));
        open.MapGet(Root + "/{board}", (string board, HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.BoardAsync(board, context, cancellationToken));
        open.MapGet(Root + "/{board}/new", (string board, HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.NewAsync(board, isEmbedded: false, context, cancellationToken));
        open.MapGet(Root + "/{board}/{voice:int}", (string board, int voice, HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.PostAsync(board, voice, context, cancellationToken));
        open.MapPost(Root + "/{board}", (string board, HttpContext context, PortalPosting posting, CancellationToken cancellationToken) => posting.PostAsync(board, VoiceChannel.Portal, context, cancellationToken));
        open.MapPost(Root + "/{board}/{voice:int}/vote", (string board, int voice, HttpContext context, PortalPosting posting, CancellationToken cancellationToken) => posting.VoteAsync(board, voice, context, cancellationToken));
        open.MapPost(Root + "/{board}/{voice:int}/comments", (string board, int voice, HttpContext context, PortalPosting posting, CancellationToken cancellationToken) => posting.CommentAsync(board, voice, context, cancellationToken));
        open.MapPost(Root + "/{board}/{voice:int}/subscribe", (string board, int voice, HttpContext context, PortalPosting posting, CancellationToken cancellationToken) => posting.FollowAsync(board, voice, context, cancellationToken));
        // Where a browser stands after something was refused: loaded again, it shows the post.
        foreach (var sent in new[] { "vote", "comments", "subscribe" })
            open.MapGet(Root + "/{board}/{voice:int}/" + sent, (string board, int voice) => TypedResults.LocalRedirect($"{Root}/{Uri.EscapeDataString(board)}/{voice}"));
        foreach (var page in new[] { PortalPage.Confirm, PortalPage.Answer, PortalPage.Stop })
        {
            var path = $"{Root}/{page.ToString().ToLowerInvariant()}/{{token}}";
            open.MapGet(path, (string token, HttpContext context, PortalAnswers answers, CancellationToken cancellationToken) => answers.AskAsync(page, token, context, cancellationToken));
            open.MapPost(path, (string token, HttpContext context, PortalAnswers answers, CancellationToken cancellationToken) => answers.TakeAsync(page, token, context, cancellationToken));
        }
        open.MapGet("/embed/feedback/{board}", (string board, HttpContext context, PortalPages pages, CancellationToken cancellationToken) => pages.NewAsync(board, isEmbedded: true, context, cancellationToken));
        open.MapPost("/embed/feedback/{board}", (string board, HttpContext context, PortalPosting posting, CancellationToken cancellationToken) => posting.PostAsync(board, VoiceChannel.Widget, context, cancellationToken));
    }

    public static string BoardPath(Board board) => $"{Root}/{board.Slug}";

    public static string PostPath(Board board, int voice) => $"{Root}/{board.Slug}/{voice}";
}
