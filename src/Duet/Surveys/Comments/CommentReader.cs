using Duet.Engine.Surveys.Comments;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Comments;

/// <summary>Counts the themes that a wave's texts were given in the inbox. People are counted, not texts: under one item each wrote once.</summary>
internal static class CommentReader
{
    private const int MostQuotes = 3;
    private const int LongestQuote = 280;

    public static async Task<WaveComments> ReadAsync(AppDb db, Wave wave, CancellationToken cancellationToken)
    {
        var texts = await (
            from voice in db.Set<WaveVoice>().AsNoTracking()
            where voice.WaveId == wave.Id
            join said in db.Set<Voice>() on voice.VoiceId equals said.Id
            where said.ClosedAs != VoiceEnd.Spam
            orderby voice.VoiceId
            select new { voice.VoiceId, voice.Item, voice.MayQuote, said.MergedIntoId, said.Body }).ToListAsync(cancellationToken);
        if (texts.Count == 0)
            return WaveComments.None;
        // What was merged is about what its whole is about, too.
        var given = (await db.Set<VoiceTheme>().Where(theme => !theme.IsSuggested && db.Set<WaveVoice>()
                .Any(voice => voice.WaveId == wave.Id && db.Set<Voice>().Any(said => said.Id == voice.VoiceId && (said.Id == theme.VoiceId || said.MergedIntoId == theme.VoiceId))))
            .Join(db.Set<Theme>(), theme => theme.ThemeId, theme => theme.Id, (given, theme) => new { given.VoiceId, theme.Id, theme.Name }).ToListAsync(cancellationToken))
            .ToLookup(theme => theme.VoiceId, theme => (theme.Id, theme.Name));
        var themes =
            from text in texts
            from theme in given[text.VoiceId].Concat(text.MergedIntoId is { } whole ? given[whole] : []).Distinct()
            group text by theme into theme
            let people = theme.GroupBy(text => text.Item).Max(item => item.Count())
            where people >= wave.K
            orderby people descending, theme.Key.Name
            select new CommentTheme(
                theme.Key.Id, theme.Key.Name, CommentRelease.Band(people),
                people < Math.Max(wave.K, CommentRelease.Fewest) ? []
                    : [.. theme.Where(text => text.MayQuote && text.Body.Length > 0).Take(MostQuotes).Select(text => VoiceText.Cut(text.Body, LongestQuote))]);
        return new WaveComments(texts.Count, [.. themes]);
    }
}
