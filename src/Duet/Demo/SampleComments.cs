using System.Globalization;
using Duet.Engine.Time;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Surveys.Comments;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Demo;

/// <summary>
/// What people wrote in the last wave, as it lies in the inbox after the release: most of it has a theme, one theme has enough voices to
/// be quoted, and one too few to be shown.
/// </summary>
internal sealed class SampleComments(IDbContextFactory<AppDb> records, int seed)
{
    private static readonly (string? Theme, string[] Texts)[] Written =
    [
        ("flaky tests", ["I rerun the pipeline until it is green.", "A red build says nothing any more.", "Browser tests fail at random, always before a release.",
            "Fix the dispatch tests before anything else.", "Tests that fail once in ten should be taken out until they do not.", "I push, wait, and the same three tests fail.",
            "Green after the third try is not green.", "Please give one person a week for the tests.", "[name] knows which tests are broken, nobody else does.",
            "I stopped looking at failures of the browser tests.", "Time-outs on busy days.", "The test runner needs care."]),
        ("local setup", ["The setup takes a morning.", "New colleagues lose two days.", "The certificate script, please.", "Seeds of the local database are broken.",
            "A setup that works on the new laptops.", "I am afraid to reinstall.", "See [link], still open."]),
        ("docs", ["Runbooks in one place.", "Who owns the gateway?", "The portal finds nothing."]),
        (null, ["Fewer meetings on Tuesdays.", "All good.", "Support week every other week is too much.", "Builds are fine now, thank you."]),
    ];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var chance = new Chance(Chance.SeedOf(seed, "comments"));
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var wave = await db.Set<Wave>().AsNoTracking().OrderByDescending(wave => wave.Number).FirstAsync(cancellationToken);
        var themes = await db.Set<Theme>().AsNoTracking().ToDictionaryAsync(theme => theme.Name, theme => theme.Id, cancellationToken);
        var change = await db.Set<Voice>().MaxAsync(voice => voice.Change, cancellationToken);
        var said = Written.SelectMany(of => of.Texts.Select(text => (of.Theme, text))).Select(one => (At: chance.Uniform(), one)).OrderBy(one => one.At).Select(one => one.one).ToList();
        foreach (var (theme, text) in said)
        {
            var title = VoiceText.Line(text);
            var voice = new Voice
            {
                Kind = VoiceKind.Developer,
                Channel = VoiceChannel.Survey,
                Source = WaveVoices.SourceOf(wave.Id),
                ExternalId = change.ToString(CultureInfo.InvariantCulture),
                Title = title,
                Body = text,
                SearchText = VoiceTaking.SearchText(title, text),
                CapturedAt = Grains.Midnight(wave.ClosesOn, TimeZoneInfo.Utc),
                Shown = PublicState.InReview,
                Weight = 1,
                Change = ++change,
            };
            db.Add(voice);
            await db.SaveChangesAsync(cancellationToken);
            db.Add(new WaveVoice { VoiceId = voice.Id, WaveId = wave.Id, Item = "comment", MayQuote = chance.Happens(0.6) });
            if (theme is not null)
            {
                voice.TriagedAt = voice.CapturedAt.AddDays(3);
                db.Add(new VoiceTheme { VoiceId = voice.Id, ThemeId = themes[theme] });
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""UPDATE voice_counter SET "Last" = {change}""", cancellationToken);
    }
}
