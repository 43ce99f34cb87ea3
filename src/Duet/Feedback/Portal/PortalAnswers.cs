using Duet.Feedback.Records;
using Duet.Teams;

namespace Duet.Feedback.Portal;

/// <summary>
/// What people answer to our mails: that they want to be told, whether it helped, that it is enough. Looking at such a page
/// changes nothing, its button does.
/// </summary>
internal sealed class PortalAnswers(Followers followers, Voting voting, VoterKeys keys, IVoices voices)
{
    private const int LongestToken = 64;

    // Somebody outside: no account, nothing that is theirs to change but by these answers.
    private static readonly Author Outside = new("nobody", (_, _) => Task.FromResult(false), mayWriteCatalogue: false);

    public async Task<IResult> AskAsync(PortalPage page, string token, HttpContext context, CancellationToken cancellationToken) =>
        await FindAsync(page, token, cancellationToken) is ({ } asker, { } voice)
            ? PortalPages.Page(context, new PortalView
            {
                Page = page,
                Name = voice.Title,
                More = page == PortalPage.Confirm ? 0 : await followers.MoreAsync(asker, cancellationToken),
                Token = token,
            })
            : PortalPages.Notice(context, "OldLink", StatusCodes.Status404NotFound);

    public async Task<IResult> TakeAsync(PortalPage page, string token, HttpContext context, CancellationToken cancellationToken)
    {
        // Mail programs end it by one click, with a form of their own.
        var sent = await PortalForm.ReadAsync(context.Request, cancellationToken);
        if (await FindAsync(page, token, cancellationToken) is not ({ } asker, { } voice))
            return PortalPages.Notice(context, "OldLink", StatusCodes.Status404NotFound);
        switch (page)
        {
            case PortalPage.Confirm:
                await followers.ConfirmAsync(asker.Id, cancellationToken);
                if (asker is { Role: AskerRole.Voter, Mail: { } mail })
                    await voting.VoteAsync(voice.Id, keys.OfMail(mail), cancellationToken);
                return PortalPages.Notice(context, "Confirmed", StatusCodes.Status200OK);
            case PortalPage.Stop:
                await followers.StopAsync(asker.Id, cancellationToken);
                return PortalPages.Notice(context, "Stopped", StatusCodes.Status200OK);
            default:
                var helped = sent["helped"];
                if (helped is not ("yes" or "no"))
                    return PortalPages.Page(context, new PortalView { Page = page, Name = voice.Title, Token = token, Problem = "choose", Status = PortalPosting.Unprocessable });
                foreach (var answered in await followers.AnswerAsync(asker.Id, helped == "yes", cancellationToken))
                    await voices.ChangeAsync(answered, Outside, change => change.Helped = helped == "yes", cancellationToken);
                return PortalPages.Notice(context, "Answered", StatusCodes.Status200OK);
        }
    }

    private async Task<(Asker? Asker, Voice? Voice)> FindAsync(PortalPage page, string token, CancellationToken cancellationToken)
    {
        if (token.Length > LongestToken || await followers.FindAsync(token, cancellationToken) is not { } found)
            return (null, null);
        // All links of a person carry the same: whether it helped is answered by whoever was asked.
        if (page == PortalPage.Answer && found.Voice.ConfirmAskedAt is null)
            return (null, null);
        return (found.Asker, found.Voice);
    }
}
