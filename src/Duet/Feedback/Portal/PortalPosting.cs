using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Duet.Feedback.Portal;

/// <summary>What people outside send: posts, votes, comments, and the wish to be told.</summary>
internal sealed class PortalPosting(
    PortalPages pages, PortalReader reader, VoiceTaking taking, PortalVotes votes, PortalComments comments, Followers followers)
{
    public const int Unprocessable = StatusCodes.Status422UnprocessableEntity;

    public async Task<IResult> PostAsync(string slug, VoiceChannel channel, HttpContext context, CancellationToken cancellationToken)
    {
        var isEmbedded = channel == VoiceChannel.Widget;
        var sent = await PortalForm.ReadAsync(context.Request, cancellationToken);
        if (await reader.BoardAsync(slug, cancellationToken) is not { } board)
            return PortalPages.NotFound(context);
        if (isEmbedded)
            SecurityHeaders.AllowFrames(context, board.EmbedOrigins);
        if (sent.Problem != 0)
            return PortalPages.Notice(context, NoticeOf(sent.Problem), sent.Problem, isEmbedded);
        Task<IResult> AgainAsync(string problem, int status) => pages.FormAsync(board, isEmbedded, sent, problem, status, context, cancellationToken);
        if (Refusal(sent) is { } refusal)
            return await AgainAsync(refusal, Unprocessable);
        if (!votes.MayPost(context))
            return await AgainAsync("too-many", StatusCodes.Status429TooManyRequests);
        var receipt = (await taking.TakeAsync([
            new NewVoice
            {
                Kind = board.Kind,
                Channel = channel,
                Source = "portal",
                ExternalId = sent["form"] is { Length: 32 } form && form.All(char.IsAsciiHexDigitLower) ? form : null,
                Title = sent["title"],
                Body = sent["body"],
                Board = board.Id,
                Language = Language(context.Request),
                ShownName = sent["name"],
            },
        ], cancellationToken))[0];
        if (receipt.Outcome is VoiceOutcome.Refused or VoiceOutcome.Conflict)
            return await AgainAsync(receipt.Code ?? "sent-before", Unprocessable);
        if (receipt.Outcome != VoiceOutcome.Duplicate && sent["mail"].Trim() is { Length: > 0 } mail && votes.MayMail(context, mail))
            await followers.AskAsync(receipt.Id!.Value, mail, AskerRole.Writer, cancellationToken);
        if (isEmbedded)
            return PortalPages.Notice(context, board.ReviewFirst ? "TakenForReview" : "Taken", StatusCodes.Status200OK, isEmbedded: true);
        return See(context, board.ReviewFirst ? $"{PortalRoutes.BoardPath(board)}?said=review" : $"{PortalRoutes.PostPath(board, receipt.Id!.Value)}?said=posted");
    }

    public Task<IResult> VoteAsync(string slug, int voice, HttpContext context, CancellationToken cancellationToken) =>
        OnPostAsync(slug, voice, context, async (board, _, _) => await votes.VoteAsync(voice, context, cancellationToken) switch
        {
            true => See(context, $"{PortalRoutes.PostPath(board, voice)}?said=voted"),
            false => See(context, $"{PortalRoutes.PostPath(board, voice)}?said=known"),
            null => PortalPages.Notice(context, "TooMany", StatusCodes.Status429TooManyRequests),
        }, cancellationToken);

    public Task<IResult> CommentAsync(string slug, int voice, HttpContext context, CancellationToken cancellationToken) =>
        OnPostAsync(slug, voice, context, async (board, _, sent) => await comments.TakeAsync(board, voice, sent, context, cancellationToken) is { } problem
            ? await pages.PostAsync(slug, voice, sent, problem, problem == "too-many" ? StatusCodes.Status429TooManyRequests : Unprocessable, context, cancellationToken)
            : See(context, $"{PortalRoutes.PostPath(board, voice)}?said={(board.ReviewFirst ? "review" : "comment")}"), cancellationToken);

    public Task<IResult> FollowAsync(string slug, int voice, HttpContext context, CancellationToken cancellationToken) =>
        OnPostAsync(slug, voice, context, async (board, _, sent) =>
        {
            var mail = sent["mail"].Trim();
            if (!Mails.IsPossible(mail))
                return await pages.PostAsync(slug, voice, sent, VoiceTaking.BadMail, Unprocessable, context, cancellationToken);
            if (!votes.MayMail(context, mail))
                return PortalPages.Notice(context, "TooMany", StatusCodes.Status429TooManyRequests);
            await followers.AskAsync(voice, mail, sent["vote"].Length > 0 ? AskerRole.Voter : AskerRole.Subscriber, cancellationToken);
            return See(context, $"{PortalRoutes.PostPath(board, voice)}?said=follow");
        }, cancellationToken);

    private async Task<IResult> OnPostAsync(
        string slug, int voice, HttpContext context, Func<Board, PostDetail, PortalForm, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        var sent = await PortalForm.ReadAsync(context.Request, cancellationToken);
        if (await reader.BoardAsync(slug, cancellationToken) is not { } board || (await reader.PostAsync(board, voice, cancellationToken)).Post is not { } post)
            return PortalPages.NotFound(context);
        return sent.Problem != 0 ? PortalPages.Notice(context, NoticeOf(sent.Problem), sent.Problem)
            // People do not see that field, and programs fill whatever they find.
            : sent["website"].Length > 0 ? PortalPages.Notice(context, "Robot", Unprocessable)
            : await answer(board, post, sent);
    }

    private static string? Refusal(PortalForm sent) =>
        sent["website"].Length > 0 ? "robot"
        : VoiceText.Line(sent["title"]).Length == 0 ? VoiceTaking.NoText
        : VoiceText.Line(sent["title"]).Length > Voice.LongestTitle ? "long-title"
        : sent["mail"].Trim() is { Length: > 0 } mail && !Mails.IsPossible(mail) ? VoiceTaking.BadMail
        : null;

    private static string? Language(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault()?.Value.Value is { Length: <= Voice.LongestLanguage } first && first != "*" ? first : null;

    private static string NoticeOf(int status) => status == StatusCodes.Status415UnsupportedMediaType ? "NoForm" : "TooLarge";

    // After a post the browser asks for the page by GET: loading it again sends nothing again.
    private static StatusCodeHttpResult See(HttpContext context, string path)
    {
        context.Response.Headers[HeaderNames.Location] = path;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
