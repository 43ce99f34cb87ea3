using System.Data.Common;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>What the store holds of a repository, however it got there: also what a run that was stopped has left.</summary>
internal sealed class KnownFacts
{
    private const string OfSource = "(SELECT id FROM source WHERE name = $1)";

    private static readonly string[] Kinds = WordsOf("change", "author_kind");
    private static readonly string[] Methods = WordsOf("change", "method");

    public required IReadOnlyDictionary<string, KnownCommit> Commits { get; init; }
    public required IReadOnlyDictionary<string, ChangeUpdate> Changes { get; init; }
    public required IReadOnlyList<string> Releases { get; init; }

    public static async Task<KnownFacts> ReadAsync(IFactStore facts, string source, CancellationToken cancellationToken)
    {
        var commits = await facts.ReadAsync(
            new FactSql(
                $"""
                SELECT c.repo, c.sha, a.realm, a.key, a.source_kind, c.is_mainline, c.reverted_at, c.released_at, c.release, h.key,
                       c.is_merge, c.files, c.additions, c.deletions
                FROM "commit" c JOIN alias a ON a.id = c.author LEFT JOIN change h ON h.id = c.change
                WHERE c.source = {OfSource}
                """,
                source),
            ReadCommit,
            cancellationToken);
        var changes = await facts.ReadAsync(
            new FactSql(
                $"""
                SELECT h.repo, h.key, a.realm, a.key, a.source_kind, h.number, h.title, h.first_commit_at, h.merged_at, h.released_at, h.release,
                       h.commits, h.reviewers, h.authors, h.is_revert, h.is_hotfix, h.ai_declared, h.reverted_at, h.method, h.confidence, h.first_commit_lost
                FROM change h JOIN alias a ON a.id = h.author
                WHERE h.source = {OfSource}
                """,
                source),
            ReadChange,
            cancellationToken);
        var releases = await facts.ReadAsync(new FactSql($"SELECT tag FROM release WHERE source = {OfSource}", source), row => row.GetString(0), cancellationToken);
        return new KnownFacts
        {
            Commits = commits.ToDictionary(commit => commit.Row.Sha, StringComparer.Ordinal),
            Changes = changes.ToDictionary(change => change.Id, StringComparer.Ordinal),
            Releases = releases,
        };
    }

    /// <summary>The paths that the facts hold for some commits.</summary>
    public static async Task<IReadOnlyList<(string Commit, string Path)>> PathsAsync(
        IFactStore facts, string source, IReadOnlyCollection<string> commits, CancellationToken cancellationToken)
    {
        List<(string, string)> paths = [];
        foreach (var part in commits.Chunk(5_000))
        {
            // Ids are hexadecimal: they need no quoting.
            var list = string.Join(',', part.Select(sha => $"'{sha}'"));
            paths.AddRange(await facts.ReadAsync(
                new FactSql(
                    $"""SELECT c.sha, f.path FROM file_change f JOIN "commit" c ON c.id = f."commit" WHERE f.source = {OfSource} AND c.sha IN ({list})""",
                    source),
                row => (row.GetString(0), row.GetString(1)),
                cancellationToken));
        }
        return paths;
    }

    private static string[] WordsOf(string fact, string column) => [.. FactSchema.Find(fact)!.Find(column)!.EnumValues!];

    private static KnownCommit ReadCommit(DbDataReader row)
    {
        var actor = ReadActor(row, 2);
        return new KnownCommit(
            new CommitUpdate
            {
                Repo = row.GetString(0),
                Sha = row.GetString(1),
                Author = actor,
                AuthorKind = actor.Kind,
                IsMainline = row.GetBoolean(5),
                RevertedAt = Time(row, 6),
                ReleasedAt = Time(row, 7),
                Release = Text(row, 8),
                Change = Text(row, 9),
            },
            row.GetBoolean(10),
            Number(row, 11),
            row.IsDBNull(12) ? null : new LineCount(row.GetInt32(12), row.GetInt32(13)));
    }

    private static ChangeUpdate ReadChange(DbDataReader row)
    {
        var actor = ReadActor(row, 2);
        return new ChangeUpdate
        {
            Repo = row.GetString(0),
            Id = row.GetString(1),
            Author = actor,
            AuthorKind = actor.Kind,
            Number = Number(row, 5),
            Title = row.GetString(6),
            FirstCommitAt = Time(row, 7),
            MergedAt = Time(row, 8),
            ReleasedAt = Time(row, 9),
            Release = Text(row, 10),
            Commits = Number(row, 11),
            Reviewers = Number(row, 12),
            Authors = Number(row, 13),
            IsRevert = row.GetBoolean(14),
            IsHotfix = row.GetBoolean(15),
            AiDeclared = row.GetBoolean(16),
            RevertedAt = Time(row, 17),
            Method = (ChangeMethod)Array.IndexOf(Methods, row.GetString(18)),
            Confidence = row.GetDouble(19),
            FirstCommitLost = row.GetBoolean(20),
        };
    }

    private static Actor ReadActor(DbDataReader row, int at) =>
        new(row.GetString(at), row.GetString(at + 1), "", (ActorKind)Array.IndexOf(Kinds, row.GetString(at + 2)));

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}

/// <param name="Row">What may change.</param>
/// <param name="IsMerge">Two parents or more.</param>
/// <param name="Files">Paths touched.</param>
/// <param name="Lines">Null where they were not counted yet.</param>
internal sealed record KnownCommit(CommitUpdate Row, bool IsMerge, int? Files, LineCount? Lines);
