using DuckDB.NET.Data;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

/// <summary>Older files open with their data; files nobody here understands do not open.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder.File("facts.db");

    public void Dispose() => folder.Dispose();

    [Xunit.Fact]
    public async Task Open_FactWithANewNullableColumn_KeepsRowsAndTakesTheColumnFromThenOn()
    {
        await using (var old = await OpenAsync([typeof(Older.Thing)]))
            await old.PutAsync(new FactBatch("1", "git") { Cursor = "here" }.Upsert([new Older.Thing("a", 1, Sample.Ada), new Older.Thing("b", 2, Sample.Bob)]));

        await using (var now = await OpenAsync([typeof(Newer.Thing), typeof(Newer.Part)]))
        {
            Assert.Equal(["1 a 1 null null 1", "2 b 2 null null 2"], await now.TextsAsync("SELECT id, key, size, colour, seen_at, owner FROM thing ORDER BY id"));
            Assert.Equal(BatchOutcome.AlreadyApplied, await now.PutAsync(new FactBatch("1", "git")));
            await now.PutAsync(new FactBatch("2", "git")
                .Upsert([new Newer.Thing("red", Sample.Noon, "b", 3, Sample.Ada), new Newer.Thing(null, null, "c", 4, Sample.Ada)])
                .Append([new Newer.Part("p", "b")]));
        }

        await using var again = await OpenAsync([typeof(Newer.Thing), typeof(Newer.Part)]);
        Assert.Equal(["1 a 1 null 1", "2 b 3 red 1", "3 c 4 null 1"], await again.TextsAsync("SELECT id, key, size, colour, owner FROM thing ORDER BY id"));
        Assert.Equal(["2"], await again.TextsAsync("SELECT thing FROM part"));
        Assert.Equal("here", await again.CursorAsync("git", TestContext.Current.CancellationToken));
        Assert.Equal(["2"], await again.TextsAsync("SELECT count(*) FROM schema_version"));
    }

    [Xunit.Fact]
    public async Task Open_WithANewStep_RunsItOnceInOrder()
    {
        await using (var old = await OpenAsync([typeof(Older.Thing)]))
            await old.PutAsync(new FactBatch("1", "git").Upsert([new Older.Thing("a", 1, Sample.Ada)]));
        Migration[] steps =
        [
            .. Migration.All,
            new(Migration.All[^1].Version + 1, c => c.Run("ALTER TABLE thing ADD COLUMN weight DOUBLE; UPDATE thing SET weight = size * 2")),
            new(Migration.All[^1].Version + 2, c => c.Run("UPDATE thing SET weight = weight + 1")),
        ];

        for (var i = 0; i < 2; i++)
        {
            await using var now = await OpenAsync([typeof(Weighed.Thing)], steps);
            Assert.Equal(["a 1 3"], await now.TextsAsync("SELECT key, size, weight FROM thing"));
        }
    }

    [Xunit.Fact]
    public async Task Open_FileFromBeforeDimensions_KeepsIdentitiesAndWhatTheSourceSaid()
    {
        // As the first version left it: no links, no column for the source's own kind.
        using (var connection = new DuckDBConnection($"Data Source={Path}"))
        {
            connection.Open();
            Migration.All[0].Apply(connection);
            connection.Run("""
                INSERT INTO alias VALUES (1, 'mail', 'ada@example.org', 'Ada', 'human', 1), (2, 'mail', 'bob@example.org', 'Bob', 'bot', 2);
                INSERT INTO surrogate VALUES ('alias', 3);
                CREATE TABLE schema_version (version INTEGER, fingerprint VARCHAR, applied_at TIMESTAMP);
                INSERT INTO schema_version VALUES (1, 'older', now()::TIMESTAMP);
                """);
        }

        await using var now = await OpenAsync([typeof(Older.Thing)]);
        await now.ReplaceAsync(new Dimensions { Links = [new("mail", "bob@example.org", PersonNumber.Of(1), ActorKind.Human)] }, TestContext.Current.CancellationToken);
        await now.PutAsync(new FactBatch("1", "git").Upsert([new Older.Thing("a", 1, Sample.Ada), new Older.Thing("b", 1, new Actor("mail", "cy@example.org", "Cy", ActorKind.Human))]));

        Assert.Equal(
            ["1 human human 1", "2 human bot 1000000001", "3 human human 3"],
            await now.TextsAsync("SELECT id, kind, source_kind, person FROM alias ORDER BY id"));
    }

    [Xunit.Fact]
    public async Task Open_StepThatFails_LeavesTheFileAsItWas()
    {
        await using (var old = await OpenAsync([typeof(Older.Thing)]))
            await old.PutAsync(new FactBatch("1", "git").Upsert([new Older.Thing("a", 1, Sample.Ada)]));
        Migration[] steps = [.. Migration.All, new(Migration.All[^1].Version + 1, c => c.Run("DELETE FROM thing; SELECT error('no')"))];

        await Assert.ThrowsAsync<FactStoreException>(() => OpenAsync([typeof(Older.Thing)], steps));

        await using var again = await OpenAsync([typeof(Older.Thing)]);
        Assert.Equal(["a"], await again.TextsAsync("SELECT key FROM thing"));
    }

    [Xunit.Fact]
    public async Task Open_NewColumnThatIsNeverNullOrOfAnotherType_AsksForAStep()
    {
        await (await OpenAsync([typeof(Older.Thing)])).DisposeAsync();

        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync([typeof(Weighed.Thing)]));
        var other = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync([typeof(Retyped.Thing)]));

        Assert.Contains("thing.weight is new and never null", missing.Message, StringComparison.Ordinal);
        Assert.Contains("thing.size is INTEGER in the file and VARCHAR in the program", other.Message, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task Open_FileOfANewerProgram_SaysSo()
    {
        Migration[] steps = [.. Migration.All, new(Migration.All[^1].Version + 1, _ => { })];
        await (await OpenAsync([typeof(Older.Thing)], steps)).DisposeAsync();

        var error = await Assert.ThrowsAsync<FactStoreException>(() => OpenAsync([typeof(Older.Thing)]));

        Assert.Equal(FactStoreFault.TooNew, error.Fault);
        Assert.Contains("written by a newer version of Duet", error.Message, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task Open_FileWithColumnsTheProgramDoesNotKnow_SaysSo()
    {
        await (await OpenAsync([typeof(Newer.Thing), typeof(Newer.Part)])).DisposeAsync();

        var error = await Assert.ThrowsAsync<FactStoreException>(() => OpenAsync([typeof(Older.Thing)]));

        Assert.Equal(FactStoreFault.TooNew, error.Fault);
        Assert.Contains("thing.colour", error.Message, StringComparison.Ordinal);
    }

    private Task<DuckDbFactStore> OpenAsync(Type[] facts, IReadOnlyList<Migration>? steps = null) => DuckDbFactStore.OpenAsync(
        Path, FactStoreOptions.Default, [.. facts.Select(FactTable.Of)], steps ?? Migration.All, TestContext.Current.CancellationToken);

    private static class Older
    {
        [Duet.Engine.Facts.Fact("thing")]
        public sealed record Thing([property: Key] string Id, int Size, Actor Owner);
    }

    // The new columns come first: the order in a record and that in an older file differ.
    private static class Newer
    {
        [Duet.Engine.Facts.Fact("thing")]
        public sealed record Thing(string? Colour, DateTimeOffset? SeenAt, [property: Key] string Id, int Size, Actor Owner);

        [Duet.Engine.Facts.Fact("part")]
        public sealed record Part([property: Key] string Id, [property: Reference(typeof(Thing))] string Thing);
    }

    private static class Weighed
    {
        [Duet.Engine.Facts.Fact("thing")]
        public sealed record Thing([property: Key] string Id, int Size, Actor Owner, double Weight);
    }

    private static class Retyped
    {
        [Duet.Engine.Facts.Fact("thing")]
        public sealed record Thing([property: Key] string Id, string Size, Actor Owner);
    }
}
