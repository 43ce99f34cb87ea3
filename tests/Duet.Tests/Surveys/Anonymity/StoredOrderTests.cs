using System.Security.Cryptography;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Neither the keys of answers nor the places where they lie say in which order they came, or which of them are one person's.</summary>
public abstract class StoredOrderTests : IAsyncLifetime
{
    private RecordsStore records = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        records = await OpenAsync();
        await records.MigrateAsync(Stop);
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<RecordsStore> OpenAsync();

    /// <summary>All pages in which a table and its indexes lie or lay, with the size of one.</summary>
    private protected abstract Task<IReadOnlyList<(byte[] Bytes, int PageBytes)>> FilesAsync(string table);

    private protected AppDb Open() => records.CreateDbContext();

    [Fact]
    public async Task Rows_OfAClosedWave_LieInNoOrderOfAnswering()
    {
        using var wave = await AskedWave.OpenAsync(records);
        var people = wave.Letters.Select(letter => letter.Person).Order().ToArray();
        new Random(7).Shuffle(people);
        await wave.AnswerAsync(people);

        await wave.CloseAsync();

        AssertTells(false, await OrderAsync("answers", wave.Answers));
        AssertTells(false, await OrderAsync("survey_comments", wave.Comments));
    }

    [Fact]
    public async Task Rows_OfAWaveThatAnsweredAsItWasInvited_LieInNoOrderOfInvitation()
    {
        using var wave = await AskedWave.OpenAsync(records);
        var letters = wave.Letters.Select(letter => letter.Person).ToList();
        await wave.AnswerAsync(letters);

        await wave.CloseAsync();

        AssertTells(false, StoredOrder.Of([letters]));
        AssertTells(false, await OrderAsync("answers", wave.Answers));
        AssertTells(false, StoredOrder.Of([[.. wave.Answers.OrderBy(row => Convert.ToHexString(row.Key), StringComparer.Ordinal).Select(row => row.Value)]]));
    }

    [Fact]
    public async Task Rows_ThatStayAsTheyWereWritten_AreNoticed()
    {
        using var wave = await AskedWave.OpenAsync(records);
        await wave.AnswerAsync([.. wave.Letters.Select(letter => letter.Person)]);

        // Closed without being written anew.
        await using var db = Open();
        await db.Set<Wave>().ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Closed), Stop);

        AssertTells(true, await OrderAsync("answers", wave.Answers));
    }

    [Fact]
    public async Task Keys_ThatCountUp_AreNoticed()
    {
        using var wave = await AskedWave.OpenAsync(records);
        Dictionary<byte[], int> steps = [];
        await using var db = Open();
        for (var step = 0; step < wave.Letters.Count; step++)
        {
            var key = RandomNumberGenerator.GetBytes(16);
            key[0] = (byte)step;
            steps[key] = step;
            db.Add(new Duet.Surveys.Records.Answer { Id = key, WaveId = wave.Id, Item = "focus", Value = 3 });
        }
        await db.SaveChangesAsync(Stop);

        await wave.CloseAsync();

        AssertTells(true, await OrderAsync("answers", steps));
    }

    private static void AssertTells(bool tells, StoredOrder order) => Assert.True(order.Tells == tells, $"{order}");

    private async Task<StoredOrder> OrderAsync(string table, IReadOnlyDictionary<byte[], int> steps) =>
        StoredOrder.Of((await FilesAsync(table)).SelectMany(file => StoredOrder.RunsIn(file.Bytes, file.PageBytes, steps)));
}

public sealed class SqliteStoredOrderTests : StoredOrderTests
{
    private const int LogHeader = 32;
    private const int FrameHeader = 24;
    private const int Page = 4096;

    private readonly TemporaryFolder folder = new();

    private protected override Task<RecordsStore> OpenAsync() =>
        Task.FromResult(RecordsStore.At(Path.Combine(folder.Path, "records.db"), null));

    private protected override async Task<IReadOnlyList<(byte[] Bytes, int PageBytes)>> FilesAsync(string table)
    {
        using var copy = await DataCopy.OfAsync(folder.Path);
        var log = await File.ReadAllBytesAsync(Path.Combine(copy.Path, "records.db-wal"), Stop);
        return [(await File.ReadAllBytesAsync(Path.Combine(copy.Path, "records.db"), Stop), Page), (log.Length > LogHeader ? log[LogHeader..] : [], Page + FrameHeader)];
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresStoredOrderTests(PostgresServer server) : StoredOrderTests
{
    private const int Page = 8192;

    private string connection = "";

    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", connection = await server.NewDatabaseAsync());

    /// <summary>As they lie on the disk: also what nobody can select any more.</summary>
    private protected override async Task<IReadOnlyList<(byte[] Bytes, int PageBytes)>> FilesAsync(string table)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(Stop);
        await using (var checkpoint = new NpgsqlCommand("CHECKPOINT", database))
            await checkpoint.ExecuteNonQueryAsync(Stop);
        await using var read = new NpgsqlCommand(
            $"""
            SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE oid = '{table}'::regclass
            UNION ALL SELECT pg_read_binary_file(pg_relation_filepath(indexrelid)) FROM pg_index WHERE indrelid = '{table}'::regclass
            """, database);
        await using var rows = await read.ExecuteReaderAsync(Stop);
        List<(byte[], int)> files = [];
        while (await rows.ReadAsync(Stop))
            files.Add((rows.GetFieldValue<byte[]>(0), Page));
        return files;
    }

    [Fact]
    public async Task Rows_OfAClosedWave_NameOneTransactionAndHaveNoCopies()
    {
        await using var db = Open();
        using var wave = await AskedWave.OpenAsync(RecordsStore.At("", connection));
        await wave.AnswerAsync([.. wave.Letters.Select(letter => letter.Person)]);
        Assert.True(await db.Database.SqlQuery<string>($"SELECT DISTINCT xmin::text AS \"Value\" FROM answers").CountAsync(Stop) > 20);

        await wave.CloseAsync();

        Assert.Single(await db.Database.SqlQuery<string>($"SELECT DISTINCT xmin::text AS \"Value\" FROM answers").ToListAsync(Stop));
        var table = (await FilesAsync("answers"))[0].Bytes;
        Assert.All(wave.Answers.Keys, key => Assert.Equal(table.AsSpan().IndexOf(key), table.AsSpan().LastIndexOf(key)));
    }

    [Fact]
    public async Task Clearing_WhileABackupReads_WaitsForItButNotLong()
    {
        await using var db = Open();
        await using (var backup = new NpgsqlConnection(connection))
        {
            await backup.OpenAsync(Stop);
            await using var reading = await backup.BeginTransactionAsync(Stop);
            await using var read = new NpgsqlCommand("SELECT count(*) FROM answers", backup, reading);
            await read.ExecuteScalarAsync(Stop);

            Assert.False(await Traces.ClearAsync(db, Stop));
        }

        Assert.True(await Traces.ClearAsync(db, Stop));
    }

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
