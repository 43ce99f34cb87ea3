using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Surveys.Comments;
using Duet.Engine.Time;
using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Comments;

/// <summary>
/// Makes the texts of a closed wave voices of the inbox, where they are given themes and answered: masked, in an order of chance, of
/// the wave's day, without a team, and only where enough people wrote. Done again after a kill, nothing is there twice.
/// </summary>
internal sealed class WaveVoices(IDbContextFactory<AppDb> records, VoiceTaking taking, Func<Installation> installation)
{
    private const string ProductManagers = "pm_pulse";

    /// <summary>The source of a wave's voices. No program can send under it: a door's sources have no colon.</summary>
    public static string SourceOf(int wave) => string.Create(CultureInfo.InvariantCulture, $"survey:{wave}");

    public async Task BringAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var wave = await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
        var survey = await db.Set<Survey>().AsNoTracking().SingleAsync(row => row.Id == wave.SurveyId, cancellationToken);
        var written = (await db.Set<SurveyComment>().AsNoTracking().Where(comment => comment.WaveId == id).ToListAsync(cancellationToken))
            .Select(comment => new WrittenComment(Convert.ToHexStringLower(comment.Id), comment.Item, VoiceText.Body(comment.Text), comment.MayQuote)).ToList();
        if (written.Count == 0)
            return;
        var mask = new TextMask(await db.Set<Person>().Select(person => person.Name).ToListAsync(cancellationToken));
        var shown = CommentRelease.Of(written, wave.K, mask);
        var receipts = await taking.TakeAsync([.. shown.Select(comment => VoiceOf(survey, wave, comment))], cancellationToken);
        foreach (var (comment, receipt) in shown.Zip(receipts))
            // What was taken before keeps the words it had then, also where the directory knows other names by now.
            if (receipt.Id is { } voice)
                await db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO wave_voices ("VoiceId", "WaveId", "Item", "MayQuote") VALUES ({voice}, {id}, {comment.Item}, {comment.MayQuote}) ON CONFLICT DO NOTHING""",
                    cancellationToken);
    }

    private NewVoice VoiceOf(Survey survey, Wave wave, WrittenComment comment) => new()
    {
        Kind = KindOf(survey),
        Channel = VoiceChannel.Survey,
        Source = SourceOf(wave.Id),
        ExternalId = comment.Key,
        Title = "",
        Body = VoiceText.Cut(comment.Text, Voice.LongestBody),
        CapturedAt = Grains.Midnight(wave.ClosesOn, installation().Zone),
    };

    // Whoever is asked inside the house is read as a developer where nothing else is known: that is how the least is shown.
    private static VoiceKind KindOf(Survey survey) => survey switch
    {
        { Kind: SurveyKind.Open } => VoiceKind.User,
        { Instrument: ProductManagers } => VoiceKind.Pm,
        { Lens: SurveyLens.Product } => VoiceKind.Stakeholder,
        _ => VoiceKind.Developer,
    };
}
