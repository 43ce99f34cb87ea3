using Duet.Access;
using Microsoft.Net.Http.Headers;

namespace Duet.Feedback.Portal;

/// <summary>Votes by people outside, and how much one address may do.</summary>
internal sealed class PortalVotes(Voting voting, VoterKeys keys, Antiflood flood)
{
    /// <returns>True where the vote was counted, false where it was before, null where one address votes too much.</returns>
    public async Task<bool?> VoteAsync(int voice, HttpContext context, CancellationToken cancellationToken)
    {
        if (!flood.TryTake(FloodKind.Vote, context))
            return null;
        var address = Antiflood.AddressOf(context);
        // What a browser says of itself parts the people of one office, and is easily invented: only so many count.
        var browser = $"{context.Request.Headers[HeaderNames.UserAgent]}\0{context.Request.Headers[HeaderNames.AcceptLanguage]}";
        if (!flood.TryTake(FloodKind.VoteForOne, $"{address}\0{voice}"))
            return null;
        return await voting.VoteAsync(voice, keys.OfToday($"{address}\0{browser}"), cancellationToken);
    }

    public bool MayPost(HttpContext context) => flood.TryTake(FloodKind.Post, context);

    public bool MayMail(HttpContext context, string mail) => flood.TryTake(FloodKind.Mail, context) && flood.TryTake(FloodKind.MailTo, Mails.Normal(mail));
}
