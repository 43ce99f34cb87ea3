using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

/// <summary>Facts with as little said as possible.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly Actor Ada = new("mail", "ada@example.org", "Ada", ActorKind.Human);
    public static readonly Actor Bob = new("mail", "bob@example.org", "Bob", ActorKind.Human);

    public static Task<DuckDbFactStore> StoreAsync(string? path = null) =>
        DuckDbFactStore.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);

    public static ChangeFact Change(string id, string title = "A change", string repo = "app") => new()
    {
        Repo = repo,
        Id = id,
        Title = title,
        Author = Ada,
        AuthorKind = ActorKind.Human,
        Method = ChangeMethod.Merge,
        MergedAt = Noon,
    };

    public static CommitFact Commit(string sha, string? change = null, string repo = "app", string subject = "A commit") => new()
    {
        Repo = repo,
        Sha = sha,
        Subject = subject,
        Author = Ada,
        AuthorKind = ActorKind.Human,
        AuthoredAt = Noon,
        CommittedAt = Noon,
        IsMerge = false,
        Change = change,
    };

    public static FileChangeFact File(string commit, string path, string repo = "app") => new()
    {
        Commit = commit,
        Path = path,
        Repo = repo,
        Area = "src",
        Author = Ada,
        AuthorKind = ActorKind.Human,
        CommittedAt = Noon,
    };

    public static Task<BatchOutcome> PutAsync(this IFactStore store, FactBatch batch) =>
        store.WriteAsync(batch, TestContext.Current.CancellationToken);

    /// <summary>The first column of all rows as text, <c>null</c> spelled out.</summary>
    public static async Task<string[]> TextsAsync(this IFactStore store, string sql, params object?[] parameters) =>
    [
        .. await store.ReadAsync(
            new FactSql(sql, parameters),
            r => string.Join(' ', Enumerable.Range(0, r.FieldCount).Select(i => r.IsDBNull(i) ? "null" : Convert.ToString(r.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))),
            TestContext.Current.CancellationToken),
    ];
}

/// <summary>Names a change without more.</summary>
[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeKey(string Repo, string Id);

[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeRelease(string Repo, string Id, DateTimeOffset? ReleasedAt, string? Release);

[PatchOf(typeof(CommitFact))]
internal sealed record CommitChange(string Repo, string Sha, string? Change, Actor Author);

[PatchOf(typeof(FileChangeFact))]
internal sealed record FileLines(string Commit, string Path, string Repo, int? Additions);
