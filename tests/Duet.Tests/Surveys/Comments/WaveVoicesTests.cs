using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Surveys.Instruments;
using Duet.Engine.Time;
using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Surveys.Comments;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Duet.Surveys.Running;
using Duet.Teams;
using Duet.Teams.Records;
using Duet.Tests.Feedback;
using Duet.Tests.Surveys.Results;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Comments;

/// <summary>What becomes of the texts of a wave when it is released, on either database.</summary>
public abstract class WaveVoicesTests(VoiceRecords records)
{
    private const string Item = "comment";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WaveVoices Voices => new(records.Records, records.Get<VoiceTaking>(), () => new Installation());

    [Fact]
    public async Task Release_OfTenTextsAndMore_BringsThemToTheInboxUnlinked()
    {
        if (!(await records.AllAsync<Person>()).Any(person => person.Name == "Ada Linden"))
            await records.AddAsync(new Person { Name = "Ada Linden", CreatedAt = DateTimeOffset.UnixEpoch });
        var wave = await WaveAsync(12, at => $"Text {at}: Ada Linden (ada@corp.example, @ada) has https://git.example/{at}");

        await ReleaseAsync(wave);

        var voices = await VoicesOfAsync(wave);
        Assert.Equal(12, voices.Count);
        Assert.All(voices, voice => Assert.EndsWith(": [name] ([mail], [handle]) has [link]", voice.Body, StringComparison.Ordinal));
        Assert.All(voices, voice => Assert.Equal((VoiceKind.Developer, VoiceChannel.Survey, null), (voice.Kind, voice.Channel, voice.ShownName)));
        Assert.All(voices, voice => Assert.DoesNotContain("Ada", voice.Title + voice.RawTitle + voice.SearchText, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await LeaksAsync(wave));
    }

    [Fact]
    public async Task Release_OfNineTexts_ShowsNone()
    {
        var wave = await WaveAsync(9);

        await ReleaseAsync(wave);

        Assert.Empty(await VoicesOfAsync(wave));
        Assert.Equal(9, (await records.AllAsync<SurveyComment>()).Count(comment => comment.WaveId == wave));
    }

    [Theory]
    [InlineData("a team", """UPDATE voices SET "TeamId" = {1} WHERE "Source" = {0} AND "Id" = (SELECT MAX("Id") FROM voices WHERE "Source" = {0})""")]
    [InlineData("fewer than ten", """DELETE FROM voices WHERE "Source" = {0} AND "Id" > (SELECT MIN("Id") + 8 FROM voices WHERE "Source" = {0})""")]
    public async Task Leak_PlantedInWhatWasReleased_IsNoticed(string leak, string sql)
    {
        var team = await records.AddAsync(new Team { Name = $"Team {Guid.NewGuid()}", Key = $"{Guid.NewGuid()}", CreatedAt = DateTimeOffset.UnixEpoch });
        var wave = await WaveAsync(12);
        await ReleaseAsync(wave);

        await using (var db = records.Records.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync(sql, [WaveVoices.SourceOf(wave), team.Id], Stop);

        Assert.Equal(leak, Assert.Single(await LeaksAsync(wave)));
    }

    [Fact]
    public async Task Leak_OfTheOrderOrTheTime_IsNoticed()
    {
        var (kept, timed) = (await WaveAsync(12), await WaveAsync(12));
        foreach (var (wave, hours) in new[] { (kept, 0), (timed, 1) })
            for (var at = 0; at < 12; at++)
            {
                var place = timed == wave ? (at * 5) % 12 : at;
                var id = await records.TakeAsync($"Text {place}", change: said => said with
                {
                    Channel = VoiceChannel.Survey,
                    Source = WaveVoices.SourceOf(wave),
                    ExternalId = Convert.ToHexStringLower(KeyOf(wave, place)),
                    CapturedAt = Grains.Midnight(ClosingOf(wave), new Installation().Zone).AddHours(hours),
                });
                await records.AddAsync(new WaveVoice { VoiceId = id, WaveId = wave, Item = Item });
            }

        Assert.Equal("the order", Assert.Single(await LeaksAsync(kept)));
        Assert.Equal("a time", Assert.Single(await LeaksAsync(timed)));
    }

    [Fact]
    public async Task Release_CutOffInBetween_LeavesEachTextOnce()
    {
        var wave = await WaveAsync(12, at => $"Kofi Asante said {wave0(at)}");
        await Task.WhenAll(Voices.BringAsync(wave, Stop), Voices.BringAsync(wave, Stop));
        // Killed before all were noted; and meanwhile somebody is entered whose name would be masked now.
        await using (var db = records.Records.CreateDbContext())
            await db.Set<WaveVoice>().Where(voice => voice.WaveId == wave && voice.VoiceId % 2 == 0).ExecuteDeleteAsync(Stop);
        if (!(await records.AllAsync<Person>()).Any(person => person.Name == "Kofi Asante"))
            await records.AddAsync(new Person { Name = "Kofi Asante", CreatedAt = DateTimeOffset.UnixEpoch });
        var before = (await VoicesOfAsync(wave)).Select(voice => (voice.Id, voice.Body)).ToList();

        await ReleaseAsync(wave);
        await ReleaseAsync(wave);

        Assert.Equal(before, (await VoicesOfAsync(wave)).Select(voice => (voice.Id, voice.Body)));
        Assert.Equal(before.Select(voice => voice.Id).Order(), (await records.AllAsync<WaveVoice>()).Where(voice => voice.WaveId == wave).Select(voice => voice.VoiceId).Order());

        static string wave0(int at) => at.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Themes_GivenInTheInbox_AreCountedInBandsFromFiveAndQuotedFromTen()
    {
        var wave = await WaveAsync(21);
        await ReleaseAsync(wave);
        var ids = (await VoicesOfAsync(wave)).Select(voice => voice.Id).ToList();
        await ThemeAsync($"Cache {wave}", ids[..11]);
        await ThemeAsync($"Reviews {wave}", ids[11..17]);
        await ThemeAsync($"Meetings {wave}", ids[17..]);

        var comments = await ReadAsync(wave);

        Assert.Equal(21, comments.Published);
        Assert.Equal([($"Cache {wave}", "10-14"), ($"Reviews {wave}", "5-9")], comments.Themes.Select(theme => (theme.Name, theme.Band)));
        Assert.Empty(comments.Themes[1].Quotes);
        var allowed = (await records.AllAsync<WaveVoice>()).Where(voice => voice.MayQuote).Select(voice => voice.VoiceId).ToHashSet();
        var texts = (await VoicesOfAsync(wave)).Where(voice => ids[..11].Contains(voice.Id) && allowed.Contains(voice.Id)).Select(voice => voice.Body).ToList();
        Assert.Equal(texts.Take(3), comments.Themes[0].Quotes);
        Assert.NotEmpty(comments.Themes[0].Quotes);
    }

    [Fact]
    public async Task Retention_WhenTheTimeIsOver_TakesWhatWasWrittenAndLeavesWhatWasReleased()
    {
        var wave = await WaveAsync(12);
        await ReleaseAsync(wave);

        await using var db = records.Records.CreateDbContext();
        await AnswerRetention.ApplyAsync(db, ClosingOf(wave).AddMonths(13), Stop);

        Assert.DoesNotContain(await records.AllAsync<SurveyComment>(), comment => comment.WaveId == wave);
        Assert.Equal(12, (await VoicesOfAsync(wave)).Count);
    }

    // A sentence for each way in which what was released says more than it may.
    private async Task<List<string>> LeaksAsync(int wave)
    {
        var voices = await VoicesOfAsync(wave);
        List<string> leaks = [];
        if (voices.Exists(voice => voice.TeamId is not null))
            leaks.Add("a team");
        if (voices.Exists(voice => voice.CapturedAt != Grains.Midnight(ClosingOf(wave), new Installation().Zone)))
            leaks.Add("a time");
        if (voices.Count is > 0 and < 10)
            leaks.Add("fewer than ten");
        // The keys of these rows rise in the order of writing: twelve in that order are chance once in 479 million times.
        if (voices.Select(voice => voice.ExternalId!).SequenceEqual(voices.Select(voice => voice.ExternalId!).Order(StringComparer.Ordinal)) && voices.Count > 9)
            leaks.Add("the order");
        return leaks;
    }

    private async Task<List<Voice>> VoicesOfAsync(int wave)
    {
        await using var db = records.Records.CreateDbContext();
        return await db.Set<Voice>().AsNoTracking().Where(voice => voice.Source == WaveVoices.SourceOf(wave)).OrderBy(voice => voice.Id).ToListAsync(Stop);
    }

    private async Task ReleaseAsync(int wave)
    {
        using var shelf = new InstrumentShelf(null, null);
        await new Releases(records.Records, new ReleaseReader(records.Records, shelf), Voices).ReleaseAsync(wave, Stop);
    }

    private async Task<WaveComments> ReadAsync(int wave)
    {
        await using var db = records.Records.CreateDbContext();
        return await CommentReader.ReadAsync(db, await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.Id == wave, Stop), Stop);
    }

    private async Task ThemeAsync(string name, IEnumerable<int> voices)
    {
        var theme = await records.AddAsync(new Theme { Name = name, Key = name.ToLowerInvariant() });
        foreach (var voice in voices)
            Assert.True(await records.Voices.ChangeAsync(voice, Author.Host, change => change.Themes = [theme.Id], Stop));
    }

    private async Task<int> WaveAsync(int texts, Func<int, string>? text = null)
    {
        var builder = new WaveBuilder(records.Records);
        var wave = await builder.WaveAsync(await builder.SurveyAsync(), 1, WaveBuilder.Answers([5, 4, 4, 2, 1, 3], [4, 4, 2, 5, 5, 1, 2], [1, 2, 2, 2, 5, 4]));
        await using var db = records.Records.CreateDbContext();
        db.AddRange(Enumerable.Range(0, texts).Select(at => new SurveyComment
        {
            Id = KeyOf(wave, at),
            WaveId = wave,
            Item = Item,
            Text = text?.Invoke(at) ?? $"Text {at}",
            MayQuote = at % 2 == 0,
        }));
        await db.SaveChangesAsync(Stop);
        return wave;
    }

    private static byte[] KeyOf(int wave, int at) => [0, .. BitConverter.GetBytes(wave).Reverse(), (byte)at, .. new byte[10]];

    private static DateOnly ClosingOf(int _) => new DateOnly(2026, 1, 16).AddDays(91);
}

public sealed class SqliteWaveVoicesTests(SqliteVoiceRecords records) : WaveVoicesTests(records), IClassFixture<SqliteVoiceRecords>;

public sealed class PgWaveVoicesTests(PgVoiceRecords records) : WaveVoicesTests(records), IClassFixture<PgVoiceRecords>;
