using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Sources;
using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

/// <summary>A fact store and a work folder of its own, into which repositories are imported.</summary>
internal sealed class GitImportRun : IAsyncDisposable
{
    public const string Source = "shop-source";

    private static readonly string[] GitFacts = ["release", "change", "commit", "file_change"];

    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("duet-work-");

    private GitImportRun(DuckDbFactStore facts) => Facts = facts;

    public DuckDbFactStore Facts { get; }
    public string WorkFolder => work.FullName;
    public List<SourceProblem> Notes { get; } = [];
    public List<SourceProgress> Progress { get; } = [];

    /// <param name="file">The store's file; null keeps it in memory.</param>
    public static async Task<GitImportRun> OpenAsync(string? file = null) => new(await DuckDbFactStore.OpenAsync(file, new FactStoreOptions { Threads = 1 }));

    public static async Task<GitImportRun> OfAsync(string location)
    {
        var run = await OpenAsync();
        await run.ImportAsync(location);
        return run;
    }

    public Task ImportAsync(string location, GitSettings? settings = null, DateTimeOffset? since = null) =>
        StopAsync(location, settings, since, TestContext.Current.CancellationToken);

    /// <summary>An import that a token may stop.</summary>
    public Task StopAsync(string location, GitSettings? settings, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        Notes.Clear();
        Progress.Clear();
        return new GitSource(TimeProvider.System, settings ?? new GitSettings()).ImportAsync(
            new SourceImport
            {
                Name = Source,
                Location = location,
                WorkFolder = work.FullName,
                Facts = Facts,
                Progress = new Listener<SourceProgress>(Progress.Add),
                Notes = new Listener<SourceProblem>(Notes.Add),
                DetailsSince = since,
            },
            cancellationToken);
    }

    public async Task<SourceProblem> ProblemAsync(string location, GitSettings? settings = null) =>
        (await Assert.ThrowsAsync<SourceException>(() => ImportAsync(location, settings))).Problem;

    public async Task<long> CountAsync(string from) => (await Facts.ReadAsync(new FactSql($"SELECT count(*) FROM {from}"), row => row.GetInt64(0)))[0];

    public async Task<IReadOnlyList<string>> ListAsync(string sql) =>
        await Facts.ReadAsync(new FactSql(sql), row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => Text(row.GetValue(i)))));

    /// <summary>All rows of all facts as text, without surrogates: equal facts give equal lines.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync()
    {
        List<string> lines = [];
        foreach (var name in GitFacts)
        {
            var table = FactSchema.Find(name)!;
            var columns = string.Join(", ", table.Columns.Select(Column));
            lines.AddRange((await ListAsync($"SELECT {columns} FROM \"{name}\" t ORDER BY ALL")).Select(line => name + ": " + line));
        }
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await Facts.DisposeAsync();
        work.Delete(recursive: true);
    }

    private static string Column(FactColumn column) => column.Type switch
    {
        ColumnType.Alias => $"(SELECT a.realm || ':' || a.key || ':' || a.kind FROM alias a WHERE a.id = t.\"{column.Name}\")",
        ColumnType.Reference => $"(SELECT r.\"{(column.References == "commit" ? "sha" : "key")}\" FROM \"{column.References}\" r WHERE r.id = t.\"{column.Name}\")",
        _ => $"t.\"{column.Name}\"",
    };

    private static string? Text(object value) => value switch
    {
        DBNull => "-",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // At once and in order, unlike System.Progress.
    private sealed class Listener<T>(Action<T> listen) : IProgress<T>
    {
        public void Report(T value) => listen(value);
    }
}
