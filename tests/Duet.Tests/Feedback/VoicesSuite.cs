using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Feedback;

/// <summary>What is done with voices, on either database.</summary>
public abstract class VoicesSuite(VoiceRecords records)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IVoices Voices => records.Voices;

    [Fact]
    public async Task Take_TheSameTwice_IsOneVoice()
    {
        var said = new NewVoice { Kind = VoiceKind.User, Channel = VoiceChannel.Api, Source = "api/desk", ExternalId = "t-1", Title = "Exports stop", Body = "At 10,000 rows." };

        var first = await Voices.TakeAsync(said, Stop);
        var again = await Voices.TakeAsync(said, Stop);
        var other = await Voices.TakeAsync(said with { Body = "At 20,000 rows." }, Stop);

        Assert.Equal((VoiceOutcome.Taken, VoiceOutcome.Duplicate, VoiceOutcome.Conflict), (first.Outcome, again.Outcome, other.Outcome));
        Assert.Equal((first.Id, first.Id), (again.Id, other.Id));
        Assert.Equal("At 10,000 rows.", (await records.VoiceAsync(first.Id!.Value)).Body);
    }

    [Fact]
    public async Task Take_TheSameAtTheSameTime_IsOneVoice()
    {
        var said = new NewVoice { Kind = VoiceKind.User, Channel = VoiceChannel.Api, Source = "api", ExternalId = "at-once", Title = "Once" };

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Voices.TakeAsync(said, Stop)));

        Assert.Single(receipts, receipt => receipt.Outcome == VoiceOutcome.Taken);
        Assert.Single(receipts.Select(receipt => receipt.Id).Distinct());
    }

    [Theory]
    [InlineData("", "", VoiceTaking.NoText)]
    [InlineData("\u202E\u200B", " \u0000 ", VoiceTaking.NoText)]
    [InlineData("long", "x10001", VoiceTaking.TooLong)]
    public async Task Take_BadText_IsRefusedWithItsReason(string title, string body, string code)
    {
        body = body == "x10001" ? new string('x', Voice.LongestBody + 1) : body;

        var receipt = await Voices.TakeAsync(new NewVoice { Kind = VoiceKind.User, Channel = VoiceChannel.Api, Source = "api", Title = title, Body = body }, Stop);

        Assert.Equal(new VoiceReceipt(VoiceOutcome.Refused, null, code), receipt);
    }

    [Fact]
    public async Task Take_TextThatHides_IsKeptWithoutWhatHidesAndRawBesideIt()
    {
        var id = await records.TakeAsync("Refund \u202Egnp.exe\u202C\u200B for\u0000 \ud800me", "e\u0301 \u2066turned\u2069\r\nline\u0007 \ud83d\udc69\u200d\ud83d\udcbb");

        var voice = await records.VoiceAsync(id);
        Assert.Equal("Refund gnp.exe for me", voice.Title);
        Assert.Equal("Refund \u202Egnp.exe\u202C\u200B for \ufffdme", voice.RawTitle);
        Assert.Equal("\u00e9 turned\nline \ud83d\udc69\u200d\ud83d\udcbb", voice.Body);
    }

    [Fact]
    public async Task Take_BodiesOfTenThousandSigns_AreKeptWhole()
    {
        var body = string.Join('\n', Enumerable.Repeat("äöü 中文", Voice.LongestBody / 7));

        var id = await records.TakeAsync("Long", body.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(body, (await records.VoiceAsync(id)).Body);
    }

    [Fact]
    public async Task Take_ColleaguesTeam_IsKeptOnlyWhereItHidesThem()
    {
        var (large, small) = (await TeamAsync("Large", 5), await TeamAsync("Small", 4));

        var shown = await records.TakeAsync("Cache misses", kind: VoiceKind.Developer, change: said => said with { WriterPerson = large.People[0] });
        var hidden = await records.TakeAsync("Cache is slow", kind: VoiceKind.Developer, change: said => said with { WriterPerson = small.People[0], ShownName = "Ada" });

        Assert.Equal((large.Team, null), ((await records.VoiceAsync(shown)).TeamId, (await records.VoiceAsync(shown)).ShownName));
        Assert.Equal((null, "Ada"), ((await records.VoiceAsync(hidden)).TeamId, (await records.VoiceAsync(hidden)).ShownName));
    }

    [Fact]
    public async Task Change_TimesThatAreSet_Stay()
    {
        var initiative = await records.AddAsync(new Initiative { Name = "Big exports", Key = "big exports", State = InitiativeState.Decided, CreatedAt = records.Time.GetUtcNow() });
        var id = await records.TakeAsync("Export limit");
        var (first, later) = (records.Time.GetUtcNow(), records.Time.GetUtcNow().AddDays(3));

        Assert.True(await Voices.ChangeAsync(id, Author.Host, change => change.Link = new NewLink(LinkTarget.Initiative, initiative.Id, null, "person", 1), Stop));
        Assert.True(await Voices.ChangeAsync(id, Author.Host, change => (change.Started, change.Released) = (first, first), Stop));
        Assert.True(await Voices.ChangeAsync(id, Author.Host, change => (change.Started, change.Released, change.Helped) = (later, later, true), Stop));
        Assert.False(await Voices.ChangeAsync(id, Author.Host, change => change.Link = new NewLink(LinkTarget.Initiative, 999_999, null, "person", 1), Stop));

        var voice = await records.VoiceAsync(id);
        Assert.Equal((first, first, first, true), (voice.TriagedAt, voice.StartedAt, voice.ReleasedAt, voice.Helped));
        Assert.NotNull(voice.LinkedAt);
    }

    [Fact]
    public async Task Change_EachOne_GetsANumberOfItsOwn()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => records.TakeAsync($"Numbered {i}")));
        var before = await Task.WhenAll(ids.Select(records.VoiceAsync));

        await Voices.ChangeAsync(ids[0], Author.Host, change => change.End = VoiceEnd.Declined, Stop);

        Assert.Equal(8, before.Select(voice => voice.Change).Distinct().Count());
        Assert.True((await records.VoiceAsync(ids[0])).Change > before.Max(voice => voice.Change));
    }

    [Fact]
    public async Task Merge_AndBack_KeepsVotesAndAskers()
    {
        var (from, into) = (await VotedAsync("Dark mode please", 1, 2, 3), await VotedAsync("A dark theme", 3, 4));

        Assert.Null(await Voices.MergeAsync(from, into, Author.Host, Stop));
        var (merged, whole) = (await records.VoiceAsync(from), await records.VoiceAsync(into));
        var merge = (await records.AllAsync<Merge>()).Single(merge => merge.FromId == from);
        var askers = (await records.AllAsync<Asker>()).Where(asker => asker.VoiceId == into).Select(asker => asker.Mail).Order();

        // The third voter voted for both, and counts once.
        Assert.Equal((4, 6.0), (whole.Votes, whole.Weight));
        Assert.Equal((VoiceEnd.Duplicate, into), (merged.ClosedAs, merged.MergedIntoId));
        Assert.Equal(["v1@example.org", "v2@example.org", "v3@example.org", "v4@example.org"], askers);

        Assert.True(await Voices.UnmergeAsync(merge.Id, Author.Host, Stop));
        Assert.False(await Voices.UnmergeAsync(merge.Id, Author.Host, Stop));
        var (back, left) = (await records.VoiceAsync(from), await records.VoiceAsync(into));
        Assert.Equal((3, 4.0, null, 2, 3.0), (back.Votes, back.Weight, back.ClosedAs, left.Votes, left.Weight));
        Assert.Equal(3, (await records.AllAsync<Asker>()).Count(asker => asker.VoiceId == from));
    }

    [Fact]
    public async Task Merge_WhatCannotBe_IsRefused()
    {
        var (one, two, three) = (await records.TakeAsync("One"), await records.TakeAsync("Two"), await records.TakeAsync("Three"));

        Assert.Equal(VoiceRefusal.Itself, await Voices.MergeAsync(one, one, Author.Host, Stop));
        Assert.Equal(VoiceRefusal.NoSuchVoice, await Voices.MergeAsync(one, 999_999, Author.Host, Stop));
        Assert.Null(await Voices.MergeAsync(one, two, Author.Host, Stop));
        Assert.Equal(VoiceRefusal.AlreadyMerged, await Voices.MergeAsync(one, three, Author.Host, Stop));
        Assert.Equal(VoiceRefusal.AlreadyMerged, await Voices.MergeAsync(three, one, Author.Host, Stop));
        Assert.Equal(VoiceRefusal.Circle, await Voices.MergeAsync(two, one, Author.Host, Stop));
    }

    [Fact]
    public async Task Erase_Voice_IsGoneAndDoesNotComeBack()
    {
        var into = await records.TakeAsync("Bring back the zebra view", "zebrafinch", "z-1");
        var part = await VotedAsync("Zebra view again", 7);
        await Voices.MergeAsync(part, into, Author.Host, Stop);
        var before = (await records.VoiceAsync(into)).Change;

        await Voices.EraseAsync(into, Stop);

        var again = await Voices.TakeAsync(new NewVoice { Kind = VoiceKind.User, Channel = VoiceChannel.Api, Source = "api", ExternalId = "z-1", Title = "Bring back the zebra view", Body = "zebrafinch" }, Stop);
        Assert.Equal(new VoiceReceipt(VoiceOutcome.Refused, null, VoiceTaking.WasErased), again);
        Assert.Empty((await ListAsync("zebrafinch")).Rows);
        var rest = await records.VoiceAsync(part);
        Assert.Equal((null, null, 1), (rest.MergedIntoId, rest.ClosedAs, rest.Votes));
        await using var db = records.Records.CreateDbContext();
        Assert.Contains(into, await GoneVoices.SinceAsync(db, before, Stop));
    }

    [Fact]
    public async Task List_Search_FindsWordsInAnyOrderAndForm()
    {
        var id = await records.TakeAsync("Überweisung: GROẞE Naïve files", "Crème brûlée over foo-bar.example.org/path \"quoted\" 100%");

        foreach (var text in new[] { "naive uberweisung", "überw", "CREME brulee", "foo bar", "example", "quoted 100", "\"naive\" AND (files* OR", "'naive':* & files | !x" })
            Assert.Equal((text, text.Contains(" OR", StringComparison.Ordinal) || text.Contains('!', StringComparison.Ordinal) ? 0 : 1), (text, (await ListAsync(text)).Rows.Count(row => row.Id == id)));
        Assert.Empty((await ListAsync("!!! ()")).Rows);
        Assert.Empty((await ListAsync("aive")).Rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task List_PageByPage_HasEachVoiceOnce(int order)
    {
        for (var i = 0; i < 7; i++)
            await VotedAsync($"Paged{order} nr{i}", [.. Enumerable.Range(1, i % 3)]);

        List<int> seen = [];
        for (string? after = null; ;)
        {
            var page = await Voices.ListAsync(new VoiceQuery(VoiceFilter.Waiting, [], $"paged{order}", (VoiceOrder)order, null, null, null, after, 3), new VoiceReach(true, [], false), Stop);
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Rows.Select(row => row.Id));
            if (page.Next is null)
                break;
            after = page.Next;
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    // Lists are read from keys that are kept in memory. Asked by itself, the database says the same, whatever happened in between.
    [Fact]
    public async Task List_OfAnyQueryAfterAnyChange_IsWhatTheDatabaseHolds()
    {
        var random = new Random(11);
        var initiative = await records.AddAsync(new Initiative { Name = "Shelves", Key = "shelves", State = InitiativeState.Decided, CreatedAt = records.Time.GetUtcNow() });
        var theme = await records.AddAsync(new Theme { Name = "Shelves", Key = "shelves" });
        List<int> ids = [];
        var compared = 0;
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 8; i++)
                ids.Add(await records.TakeAsync($"Shelved {(i % 2 == 0 ? "high" : "low")} {round} {i}", kind: (VoiceKind)random.Next(5), change: said => said with
                {
                    Source = i % 3 == 0 ? "wave-shelf" : "api",
                    CapturedAt = records.Time.GetUtcNow().AddHours(-random.Next(40)),
                }));
            foreach (var id in random.GetItems<int>([.. ids], 12))
                await (random.Next(6) switch
                {
                    0 => Voices.ChangeAsync(id, Author.Host, change => change.Link = new NewLink(LinkTarget.Initiative, initiative.Id, null, "person", 1), Stop),
                    1 => Voices.ChangeAsync(id, Author.Host, change => change.Released = records.Time.GetUtcNow(), Stop),
                    2 => Voices.ChangeAsync(id, Author.Host, change => change.Told = records.Time.GetUtcNow(), Stop),
                    3 => Voices.ChangeAsync(id, Author.Host, change => change.End = VoiceEnd.Declined, Stop),
                    4 => Voices.ChangeAsync(id, Author.Host, change => change.Themes = [theme.Id], Stop),
                    _ => (Task)Voices.MergeAsync(id, ids[random.Next(ids.Count)], Author.Host, Stop),
                });
            await Voices.EraseAsync(ids[random.Next(ids.Count)], Stop);
            foreach (var filter in Enum.GetValues<VoiceFilter>())
                foreach (var order in Enum.GetValues<VoiceOrder>())
                {
                    VoiceQuery all = new(filter, [], null, order, null, null, null, null, 7);
                    foreach (var query in (VoiceQuery[])[
                        all, all with { Text = "shelved high" }, all with { Kinds = [VoiceKind.User, VoiceKind.Developer] }, all with { Source = "wave-shelf" },
                        all with { Theme = theme.Id }, all with { Target = LinkTarget.Initiative, TargetId = initiative.Id, Text = "low" }])
                        compared += await CompareAsync(query);
                }
        }

        Assert.True(compared > 1_000, $"{compared} rows");
        Assert.True(uncounted > 100, $"{uncounted} pages of frequent words");
    }

    private int uncounted;

    private async Task<int> CompareAsync(VoiceQuery query)
    {
        var everything = new VoiceReach(true, [], false);
        await using var db = records.Records.CreateDbContext();
        var found = await records.Get<VoiceLists>().Filtered(db, query, everything)!.ToListAsync(Stop);
        var expected = query.Order switch
        {
            VoiceOrder.Heaviest => found.OrderByDescending(voice => voice.Weight).ThenBy(voice => voice.Id),
            VoiceOrder.Oldest => found.OrderBy(voice => voice.CapturedAt).ThenBy(voice => voice.Id),
            _ => found.OrderByDescending(voice => voice.CapturedAt).ThenByDescending(voice => voice.Id),
        };
        List<int> listed = [];
        for (string? after = null; ;)
        {
            var page = await Voices.ListAsync(query with { After = after }, everything, Stop);
            Assert.Equal(found.Count, page.Total);
            // The same where the words are taken to be in too many voices to be counted.
            var walked = await new VoiceLists(records.Records, records.Get<VoiceShelf>(), records.Time) { MostFound = 3 }.ListAsync(query with { After = after }, everything, Stop);
            Assert.Equal([.. page.Rows.Select(row => row.Id)], walked.Rows.Select(row => row.Id));
            Assert.Equal(page.Next, walked.Next);
            uncounted += walked.Total is null ? 1 : 0;
            listed.AddRange(page.Rows.Select(row => row.Id));
            if (page.Next is null)
                break;
            after = page.Next;
        }
        Assert.Equal(expected.Select(voice => voice.Id), listed);
        return listed.Count;
    }

    [Fact]
    public async Task List_OfALead_HasTheirTeamsOnly()
    {
        var (own, other) = (await TeamAsync("Own", 5), await TeamAsync("Other", 5));
        var service = await records.AddAsync(new Service { Name = "ci-cache", Key = "ci-cache" });
        await records.AddAsync(new ServiceOwner { ServiceId = service.Id, TeamId = own.Team });
        await records.AddAsync(new Tool { Name = "Cache", Key = "cache", State = ToolState.InUse, Service = "ci-cache" });
        var said = await records.TakeAsync("Reachable one", kind: VoiceKind.Developer, change: said => said with { WriterPerson = own.People[0] });
        var about = await records.TakeAsync("Reachable two", kind: VoiceKind.Developer, change: said => said with { Tool = "cache", WriterPerson = other.People[0] });
        await records.TakeAsync("Reachable three", kind: VoiceKind.Developer, change: said => said with { WriterPerson = other.People[1] });

        var seen = await Voices.ListAsync(Query("reachable"), new VoiceReach(false, [own.Team], false), Stop);

        Assert.Equal([said, about], seen.Rows.Select(row => row.Id).Order());
        Assert.Empty((await Voices.ListAsync(Query("reachable"), new VoiceReach(false, [], false), Stop)).Rows);
    }

    [Fact]
    public async Task Alike_SameComplaint_ComesFirstAndNotOnceItIsSaidToDiffer()
    {
        var first = await records.TakeAsync("The refund export stops at 10,000 rows", "We close the month with it and it ends without a word");
        var same = await records.TakeAsync("Refund export ends after 10,000 rows", "It stops without a word when we close the month");
        await records.TakeAsync("Login page loops in Safari", "Signing in sends me back to the start");

        var alike = await Voices.AlikeAsync(first, 5, Stop);
        Assert.Equal(same, alike[0].Voice);
        Assert.InRange(alike[0].Likeness, 0.5, 1);

        await records.AddAsync(new NotSame { FirstId = Math.Min(first, same), SecondId = Math.Max(first, same) });
        Assert.DoesNotContain(await Voices.AlikeAsync(first, 5, Stop), like => like.Voice == same);
    }

    [Fact]
    public async Task Alike_VoiceThatWasClosedOrErased_IsNotSuggested()
    {
        var asked = await records.TakeAsync("Quarterly giraffe report misses totals", "giraffe sums");
        var closed = await records.TakeAsync("Giraffe report quarterly misses its totals", "giraffe");
        var erased = await records.TakeAsync("Quarterly giraffe report has no totals", "giraffe");
        Assert.Equal(2, (await Voices.AlikeAsync(asked, 5, Stop)).Count);

        await Voices.ChangeAsync(closed, Author.Host, change => change.End = VoiceEnd.Declined, Stop);
        await Voices.EraseAsync(erased, Stop);

        Assert.Empty(await Voices.AlikeAsync(asked, 5, Stop));
    }

    private static VoiceQuery Query(string text) => new(VoiceFilter.All, [], text, VoiceOrder.Newest, null, null, null, null);

    private Task<VoicePage> ListAsync(string text) => Voices.ListAsync(Query(text), new VoiceReach(true, [], false), Stop);

    private async Task<(int Team, IReadOnlyList<int> People)> TeamAsync(string name, int size)
    {
        name = $"{name} {Guid.NewGuid():N}";
        var team = await records.AddAsync(new Team { Name = name, Key = name.ToLowerInvariant(), CreatedAt = records.Time.GetUtcNow() });
        List<int> people = [];
        for (var i = 0; i < size; i++)
        {
            var person = await records.AddAsync(new Person { Name = $"Person {i}", CreatedAt = records.Time.GetUtcNow() });
            await records.AddAsync(new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true });
            people.Add(person.Id);
        }
        return (team.Id, people);
    }

    // A voice with voters, each of whom is to be told.
    private async Task<int> VotedAsync(string title, params int[] voters)
    {
        var id = await records.TakeAsync(title);
        foreach (var voter in voters)
        {
            await records.AddAsync(new Vote { VoiceId = id, Voter = [.. Enumerable.Repeat((byte)voter, 32)], On = new DateOnly(2026, 6, 15) });
            await records.AddAsync(new Asker { VoiceId = id, Role = AskerRole.Voter, Mail = $"v{voter}@example.org", IsConfirmed = true });
        }
        await records.Get<VoiceWriter>().WriteAsync(async (db, _) =>
        {
            await VoiceWeight.SetAsync(db, (await db.Set<Voice>().FindAsync([id], Stop))!, Stop);
            return true;
        }, Stop);
        return id;
    }
}

public sealed class SqliteVoicesTests(SqliteVoiceRecords records) : VoicesSuite(records), IClassFixture<SqliteVoiceRecords>
{
    [Fact]
    public async Task Erase_Voice_LeavesNoWordInTheFile()
    {
        var id = await records.TakeAsync("Platypusquarrel", "wombatdispute");
        await records.Voices.EraseAsync(id, TestContext.Current.CancellationToken);
        await using (var db = records.Records.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", TestContext.Current.CancellationToken);

        var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(records.File, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("platypusquarrel", bytes, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("wombatdispute", bytes, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class PgVoicesTests(PgVoiceRecords records) : VoicesSuite(records), IClassFixture<PgVoiceRecords>;
