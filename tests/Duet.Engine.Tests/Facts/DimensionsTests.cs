using System.Diagnostics;
using Duet.Engine.Facts;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Facts;

public sealed class DimensionsTests
{
    private const string Aliases = "SELECT key, kind, source_kind, person FROM alias ORDER BY id";
    private static readonly DateTimeOffset Ever = DateTimeOffset.MinValue;
    private static readonly DateTimeOffset Always = DateTimeOffset.MaxValue;

    private static readonly Dimensions Organisation = new()
    {
        Links =
        [
            new("mail", "ada@example.org", PersonNumber.Of(7), null),
            new("mail", "bob@example.org", null, ActorKind.Bot),
            new("github", "ada", PersonNumber.Of(7), ActorKind.Human),
        ],
        Teams = [new(1, "Shop", null, WorkingCalendar.Default), new(2, "Checkout", 1, null)],
        Memberships = [new(PersonNumber.Of(7), 2, Ever, Sample.Noon), new(PersonNumber.Of(7), 1, Sample.Noon, Always)],
        Disciplines = [new(PersonNumber.Of(7), "engineering", Ever, Always)],
        Services = [new("cart", "Shop"), new("search", null)],
        Owners = [new("cart", 2, Ever, Always)],
        RepoServices = [new("app", "", "cart"), new("app", "libs/search", "search")],
    };

    [Xunit.Fact]
    public async Task Replace_Links_AreFollowedAtOnceAndByIdentitiesThatComeLater()
    {
        await using var store = await StoreAsync();
        var version = store.Version;

        await ReplaceAsync(store, Organisation);
        await store.PutAsync(new FactBatch("3", "github").Upsert([Sample.Change("c") with { Author = new Actor("github", "ada", "Ada", ActorKind.Bot) }]));

        Assert.Equal(
            ["ada@example.org human human 1000000007", "bob@example.org bot human 2", "ada human bot 1000000007"],
            await store.TextsAsync(Aliases));
        Assert.Equal(version + 2, store.Version);
    }

    [Xunit.Fact]
    public async Task Replace_WithoutTheRule_RestoresWhatTheSourceSaysNow()
    {
        await using var store = await StoreAsync();
        await ReplaceAsync(store, Organisation);
        await store.PutAsync(new FactBatch("3", "git").Upsert([Sample.Change("c") with { Author = Sample.Bob with { Kind = ActorKind.Agent } }]));
        Assert.Equal(["bob@example.org bot agent 2"], (await store.TextsAsync(Aliases))[1..]);

        await ReplaceAsync(store, new Dimensions());

        Assert.Equal(["ada@example.org human human 1", "bob@example.org agent agent 2"], await store.TextsAsync(Aliases));
    }

    [Xunit.Fact]
    public async Task Replace_AndBack_LeavesEveryTableAsItWas()
    {
        await using var store = await StoreAsync();
        var before = await DumpAsync(store);

        await ReplaceAsync(store, Organisation);
        var between = await DumpAsync(store);
        await ReplaceAsync(store, new Dimensions());

        Assert.NotEqual(before, between);
        Assert.Equal(before, await DumpAsync(store));
    }

    [Xunit.Fact]
    public async Task Replace_WithTheSameInAnotherOrder_ChangesNothingAndKeepsTheVersion()
    {
        await using var store = await StoreAsync();
        await ReplaceAsync(store, Organisation);
        var version = store.Version;

        await ReplaceAsync(store, Organisation with { Links = [.. Organisation.Links.Reverse()], Memberships = [.. Organisation.Memberships.Reverse()] });
        Assert.Equal(version, store.Version);

        await ReplaceAsync(store, Organisation with { Teams = [Organisation.Teams[0], Organisation.Teams[1] with { Calendar = WorkingCalendar.Default }] });
        Assert.Equal(version + 1, store.Version);
    }

    [Xunit.Fact]
    public async Task Replace_OverReopening_StandsAndIsFollowedByNewIdentities()
    {
        using var folder = new TempFolder();
        await using (var store = await Sample.StoreAsync(folder.File("facts.db")))
            await ReplaceAsync(store, Organisation);

        await using var again = await Sample.StoreAsync(folder.File("facts.db"));
        await again.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a")]));

        Assert.Equal(["ada@example.org human human 1000000007"], await again.TextsAsync(Aliases));
        Assert.Equal(
            ["1 Shop null UTC|09:00:00.0000000|17:00:00.0000000|12345|", "2 Checkout 1 null"],
            await again.TextsAsync("SELECT * FROM team ORDER BY id"));
        var alias = Assert.Single(await again.AliasesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new KnownAlias(1, "mail", "ada@example.org", "Ada", ActorKind.Human, ActorKind.Human, PersonNumber.Of(7)), alias);
    }

    [Xunit.Fact]
    public async Task Replace_DimensionsThatContradictThemselves_AreRefusedWhole()
    {
        await using var store = await StoreAsync();
        var before = await DumpAsync(store);
        var member = Organisation.Memberships[0];
        (string Says, Dimensions Dimensions)[] cases =
        [
            ("more than one link", Organisation with { Links = [.. Organisation.Links, new("github", "ada", null, null)] }),
            ("is no person number", Organisation with { Links = [new("github", "ada", 7, null)] }),
            ("more than one team named Shop", Organisation with { Teams = [.. Organisation.Teams, new(3, "Shop", null, null)] }),
            ("no team 9", Organisation with { Teams = [.. Organisation.Teams, new(3, "Lost", 9, null)] }),
            ("within itself", Organisation with { Teams = [new(1, "Shop", 2, null), Organisation.Teams[1]] }),
            ("overlap", Organisation with { Memberships = [member, member with { Since = Sample.Noon.AddDays(-1), Until = Always }] }),
            ("ends before it starts", Organisation with { Memberships = [member with { Since = member.Until }] }),
            ("no team 9", Organisation with { Memberships = [member with { Team = 9 }] }),
            ("overlap", Organisation with { Owners = [.. Organisation.Owners, .. Organisation.Owners] }),
            ("more than one service of", Organisation with { RepoServices = [.. Organisation.RepoServices, new("app", "", "search")] }),
        ];

        foreach (var (says, dimensions) in cases)
            Assert.Contains(says, (await Assert.ThrowsAsync<ArgumentException>(() => ReplaceAsync(store, dimensions))).Message, StringComparison.Ordinal);
        Assert.Equal(before, await DumpAsync(store));
    }

    [Xunit.Fact]
    [Trait("speed", "slow")]
    public async Task Replace_LargeOrganisation_TakesWellUnderASecond()
    {
        using var folder = new TempFolder();
        await using var store = await Sample.StoreAsync(folder.File("facts.db"));
        const int aliases = 50_000, people = 5_000;
        await store.PutAsync(new FactBatch("1", "git").Append(
            [.. Enumerable.Range(0, aliases).Select(i => Sample.Change($"{i}") with { Author = new Actor("mail", $"{i}@example.org", $"{i}", ActorKind.Human) })]));
        var dimensions = new Dimensions
        {
            Links = [.. Enumerable.Range(0, aliases).Select(i => new ActorLink("mail", $"{i}@example.org", PersonNumber.Of(i % people), i % 50 == 0 ? ActorKind.Bot : null))],
            Teams = [.. Enumerable.Range(0, 300).Select(i => new TeamRow(i, $"Team {i}", i < 10 ? null : i % 10, null))],
            Memberships =
            [
                .. Enumerable.Range(0, people).Select(i => new MembershipRow(PersonNumber.Of(i), i % 300, Ever, Sample.Noon)),
                .. Enumerable.Range(0, people).Select(i => new MembershipRow(PersonNumber.Of(i), (i + 1) % 300, Sample.Noon, Always)),
            ],
        };

        var watch = Stopwatch.StartNew();
        await ReplaceAsync(store, dimensions);
        var first = watch.Elapsed;
        watch.Restart();
        await ReplaceAsync(store, dimensions);
        var same = watch.Elapsed;
        TestContext.Current.TestOutputHelper?.WriteLine($"first {first.TotalMilliseconds:0} ms, unchanged {same.TotalMilliseconds:0} ms");

        Assert.Equal(["5000"], await store.TextsAsync("SELECT count(DISTINCT person) FROM alias"));
        // Generous: other programs may share the machine.
        Assert.True(first < TimeSpan.FromSeconds(3) && same < TimeSpan.FromSeconds(3), $"{first} {same}");
    }

    private static async Task<IFactStore> StoreAsync()
    {
        var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b") with { Author = Sample.Bob }]));
        return store;
    }

    private static Task ReplaceAsync(IFactStore store, Dimensions dimensions) => store.ReplaceAsync(dimensions, TestContext.Current.CancellationToken);

    private static async Task<string[]> DumpAsync(IFactStore store)
    {
        List<string> dump = [];
        foreach (var table in await store.TextsAsync("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"))
        {
            dump.Add(table);
            dump.AddRange(await store.TextsAsync($"SELECT * FROM \"{table}\" ORDER BY ALL"));
        }
        return [.. dump];
    }
}
