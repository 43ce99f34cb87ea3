using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Comments;

/// <summary>Says of a voice which wave it came from.</summary>
internal sealed class CommentOrigins(IDbContextFactory<AppDb> records, IInstruments instruments)
{
    /// <summary>Null where the voice was no comment of a wave.</summary>
    public async Task<CommentOrigin?> FindAsync(int voice, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = await (
            from row in db.Set<WaveVoice>().AsNoTracking()
            where row.VoiceId == voice
            join wave in db.Set<Wave>() on row.WaveId equals wave.Id
            join survey in db.Set<Survey>() on wave.SurveyId equals survey.Id
            select new { row.Item, row.MayQuote, wave.Number, wave.Instrument, wave.InstrumentVersion, survey.Id, survey.Title }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var question = instruments.Find(found.Instrument, found.InstrumentVersion)?.Items.FirstOrDefault(item => item.Key == found.Item)?.Text;
        return new CommentOrigin(found.Id, found.Title, found.Number, question, found.MayQuote);
    }
}

/// <param name="Number">Of the wave.</param>
/// <param name="Question">Null where its page is gone from the shelf.</param>
internal sealed record CommentOrigin(int Survey, string Title, int Number, string? Question, bool MayQuote);
