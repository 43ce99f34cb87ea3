using Duet.Access;
using Duet.Engine.Facts;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Loop;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Loop;

public sealed class VoiceFactsTests(LoopServer loop) : IClassFixture<LoopServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private VoiceFacts Facts => loop.Server.Get<VoiceFacts>();

    [Fact]
    public async Task Voices_ThatChange_AreBroughtOnceAndGoWhenTheyAreGone()
    {
        var (kept, merged, spam, erased) = (await loop.VoiceAsync("Kept", "kept@example.org"), await loop.VoiceAsync("Merged"), await loop.VoiceAsync("Spam"), await loop.VoiceAsync("Erased"));
        await Facts.BringAsync(Stop);
        Assert.Equal([(kept, true), (merged, false), (spam, false), (erased, false)], await RowsAsync(kept, merged, spam, erased));
        var version = loop.Server.Get<IFactStore>().Version;
        Assert.Equal(0, await Facts.BringAsync(Stop));
        Assert.Equal(version, loop.Server.Get<IFactStore>().Version);

        await loop.Voices.MergeAsync(merged, kept, Author.Host, Stop);
        await loop.ChangeAsync(spam, change => change.End = VoiceEnd.Spam);
        await loop.Voices.EraseAsync(erased, Stop);
        await Facts.BringAsync(Stop);

        Assert.Equal([(kept, true)], await RowsAsync(kept, merged, spam, erased));
    }

    [Fact]
    public async Task Facts_WhereWhatTheyAreAboutIsCalledOtherwise_HaveTheNewName()
    {
        var voice = await loop.VoiceAsync("Renamed");
        await using var db = loop.Server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var tool = new Tool { Name = "Old name", Key = "old name", State = ToolState.InUse };
        db.Add(tool);
        await db.SaveChangesAsync(Stop);
        await loop.ChangeAsync(voice, change => change.Link = new NewLink(LinkTarget.Tool, tool.Id, null, "person", 1));
        await Facts.BringAsync(Stop);
        Assert.Equal("Old name", await ToolOfAsync(voice));

        (tool.Name, tool.Key) = ("New name", "new name");
        await db.SaveChangesAsync(Stop);
        Assert.NotEqual(0, await Facts.BringAsync(Stop));
        Assert.Equal("New name", await ToolOfAsync(voice));
        Assert.Equal(0, await Facts.BringAsync(Stop));

        db.Remove(tool);
        await db.SaveChangesAsync(Stop);
        await Facts.BringAsync(Stop);
        Assert.Null(await ToolOfAsync(voice));
    }

    private async Task<string?> ToolOfAsync(int voice) => (await loop.Server.Get<IFactStore>().ReadAsync(
        new FactSql("SELECT tool FROM voice WHERE key = $1", $"{voice}"), row => row.IsDBNull(0) ? null : row.GetString(0), Stop))[0];

    [Fact]
    public async Task Fact_OfADeveloper_HasNoMinuteAndNobodysWords()
    {
        var voice = await loop.VoiceAsync("Canary title zebra", kind: VoiceKind.Developer);

        await Facts.BringAsync(Stop);

        var at = (await loop.Server.Get<IFactStore>().ReadAsync(
            new FactSql("SELECT captured_at FROM voice WHERE key = $1", $"{voice}"), row => row.GetDateTime(0), Stop))[0];
        Assert.Equal(TimeSpan.Zero, new TimeSpan(0, at.Minute, at.Second));
        Assert.DoesNotContain(FactSchema.Find("voice")!.Columns, column => column.Name is "title" or "body" or "team" or "writer" or "author");
    }

    private async Task<IReadOnlyList<(int, bool)>> RowsAsync(params int[] voices) =>
        [.. (await loop.Server.Get<IFactStore>().ReadAsync(
            new FactSql("SELECT key, can_be_told FROM voice ORDER BY CAST(key AS INTEGER)"), row => (int.Parse(row.GetString(0), System.Globalization.CultureInfo.InvariantCulture), row.GetBoolean(1)), Stop))
            .Where(row => voices.Contains(row.Item1))];
}
