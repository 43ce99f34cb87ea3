using System.Globalization;
using Duet.Platform.Journal.Storage;
using DuckDB.NET.Data;

namespace Duet.Platform.Journal.Retaining;

/// <summary>
/// Pushed deliveries of pruned days, in Parquet files that are written once: <c>2026-03-09.0.parquet</c> and on. Where two files hold a
/// delivery, the one with the higher number of its day is the later one.
/// </summary>
internal sealed class Archive(string folder)
{
    private const string Extension = ".parquet";
    private const string Begun = ".tmp";
    private const string Columns =
        "seq BIGINT, day DATE, door VARCHAR, source VARCHAR, delivery_id VARCHAR, received_at BIGINT, content_type VARCHAR, codec INTEGER, "
        + "size INTEGER, states BLOB, spans BLOB, body BLOB";

    private readonly Lock gate = new();
    private List<ArchiveFile>? files;

    /// <summary>The highest number that any file holds.</summary>
    public long LastSeq => Files.Select(file => file.Last).DefaultIfEmpty(0).Max();

    public IReadOnlyList<ArchiveFile> Files
    {
        get
        {
            lock (gate) return files ??= Read();
        }
    }

    /// <summary>Writes deliveries of one day into a new file, reads them back and compares; only then the file has its name.</summary>
    /// <exception cref="InvalidDataException">What was read back is not what was written.</exception>
    public void Seal(DateOnly day, IReadOnlyList<JournalRow> rows)
    {
        DataDirectory.CreatePrivate(folder);
        // Left by a process that ended while it wrote: its day is still in the journal.
        foreach (var left in Directory.EnumerateFiles(folder, "*" + Begun)) File.Delete(left);
        var path = Enumerable.Range(0, int.MaxValue).Select(number => PathOf(day, number)).First(path => !File.Exists(path));
        var begun = path + Begun;
        using (var connection = Connect())
        {
            Run(connection, $"CREATE TABLE delivery ({Columns})");
            using (var appender = connection.CreateAppender("delivery"))
            {
                foreach (var row in rows) Append(appender, row);
            }
            Run(connection, $"COPY (FROM delivery ORDER BY seq) TO {Quoted(begun)} (FORMAT parquet, COMPRESSION zstd)");
            if (!ReadAll(connection, [begun]).SequenceEqual(rows, SameRow.Instance))
                throw new InvalidDataException($"The archive {path} does not read back as it was written.");
        }
        Durable.Flush(begun);
        File.Move(begun, path);
        Durable.FlushFolder(folder);
        lock (gate) files = null;
    }

    /// <summary>All deliveries after a number, in order, each in its latest version; read as they are asked for.</summary>
    public IEnumerable<JournalRow> ReadAfter(long after)
    {
        using var connection = Connect();
        while (Files.Where(file => file.Last > after).OrderBy(file => file.First).FirstOrDefault() is { } next)
        {
            // Files seldom overlap: mostly this is one.
            ArchiveFile[] overlapping = [.. Files.Where(file => file.Last > after && file.First <= next.Last)];
            foreach (var row in ReadAll(connection, [.. overlapping.Select(file => file.Path)], after, next.Last)) yield return row;
            after = next.Last;
        }
    }

    private static IEnumerable<JournalRow> ReadAll(DuckDBConnection connection, string[] paths, long after = 0, long to = long.MaxValue)
    {
        using var command = connection.CreateCommand();
        command.UseStreamingMode = true;
        var latest = paths.Length == 1 ? "" : "QUALIFY row_number() OVER (PARTITION BY seq ORDER BY number DESC) = 1";
        var all = string.Join(" UNION ALL ", paths.Select((path, number) => $"SELECT *, {number} AS number FROM read_parquet({Quoted(path)})"));
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM ({all}) WHERE seq > {after} AND seq <= {to} {latest} ORDER BY seq");
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return Row(reader);
    }

    private static JournalRow Row(DuckDBDataReader reader) => new()
    {
        Seq = reader.GetInt64(0),
        // Its own day is gone: should an item of it be put aside, the delivery goes where what is left of such days lies.
        Day = JournalDay.Kept,
        Door = reader.GetString(2),
        Source = reader.GetString(3),
        DeliveryId = reader.IsDBNull(4) ? null : reader.GetString(4),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
        ContentType = reader.GetString(6),
        CanBeFetchedAgain = false,
        Body = new StoredBody((BodyCodec)reader.GetInt32(7), reader.GetInt32(8), Bytes(reader, 11)),
        States = Bytes(reader, 9),
        Spans = reader.IsDBNull(10) ? null : Bytes(reader, 10),
    };

    private static byte[] Bytes(DuckDBDataReader reader, int column)
    {
        using var stream = reader.GetStream(column);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Append(DuckDBAppender appender, JournalRow row)
    {
        var cells = appender.CreateRow().AppendValue(row.Seq).AppendValue(row.Day).AppendValue(row.Door).AppendValue(row.Source);
        (row.DeliveryId is { } id ? cells.AppendValue(id) : cells.AppendNullValue())
            .AppendValue(row.ReceivedAt.ToUnixTimeMilliseconds()).AppendValue(row.ContentType).AppendValue((int)row.Body.Codec)
            .AppendValue(row.Body.Size).AppendValue(row.States);
        (row.Spans is { } spans ? cells.AppendValue(spans) : cells.AppendNullValue()).AppendValue(row.Body.Bytes).EndRow();
    }

    private List<ArchiveFile> Read()
    {
        if (!Directory.Exists(folder)) return [];
        using var connection = Connect();
        return
        [
            .. Directory.EnumerateFiles(folder, "*" + Extension).Select(path => (Path: path, Name: Path.GetFileName(path).Split('.')))
                .OrderBy(file => file.Name[0], StringComparer.Ordinal)
                .ThenBy(file => int.Parse(file.Name[1], CultureInfo.InvariantCulture))
                .Select(file => Extent(connection, file.Path))
                // What is left of former days was sealed after them.
                .OrderBy(file => Path.GetFileName(file.Path).StartsWith("0001", StringComparison.Ordinal)),
        ];
    }

    private static ArchiveFile Extent(DuckDBConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM read_parquet({Quoted(path)})";
        using var reader = command.ExecuteReader();
        reader.Read();
        return new ArchiveFile(path, reader.GetInt64(0), reader.GetInt64(1));
    }

    private string PathOf(DateOnly day, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{day:O}.{number}{Extension}"));

    private static DuckDBConnection Connect()
    {
        var connection = new DuckDBConnection("DataSource=:memory:;memory_limit=256MB;threads=1;autoinstall_known_extensions=false;autoload_known_extensions=false");
        connection.Open();
        return connection;
    }

    private static void Run(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>A file of the archive, and the first and last number in it.</summary>
internal sealed record ArchiveFile(string Path, long First, long Last);
