using System.Security.Cryptography;
using System.Text;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

/// <summary>Builds a history by hand: commits are named, an hour apart, and read as a source would read them.</summary>
internal sealed class History
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly List<(string Name, string Subject, string Body, string[] Parents, string Author)> commits = [];

    public static string Sha(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..40];

    public History Commit(string name, string subject, params string[] parents) => CommitBy("ada", name, subject, "", parents);

    public History CommitBy(string author, string name, string subject, string body, params string[] parents)
    {
        commits.Add((name, subject, body, parents, author));
        return this;
    }

    public ReadHistory Read(string head, string? defaultBranch = "main")
    {
        var builder = new CommitGraphBuilder();
        foreach (var (name, _, _, parents, _) in commits)
            builder.Add(Sha(name), string.Join(' ', parents.Select(Sha)));
        var graph = builder.Build();
        var identities = new Identities();
        var reader = new MessageReader(identities);
        var read = commits.Select((c, i) => new HistoryCommit
        {
            Node = graph.Find(Sha(c.Name)),
            Sha = Sha(c.Name),
            Author = identities.Of(c.Author, c.Author.Contains('[') ? "" : $"{c.Author}@example.org"),
            AuthoredAt = Start.AddHours(i),
            CommittedAt = Start.AddHours(i),
            Subject = c.Subject,
            Signals = reader.Read(c.Subject, c.Body),
        }).ToList();
        return new ReadHistory(graph, read, ChangeFinder.Find(graph, read, graph.Find(Sha(head)), defaultBranch));
    }

    public static DateTimeOffset At(int hour) => Start.AddHours(hour);
}

internal sealed record ReadHistory(CommitGraph Graph, IReadOnlyList<HistoryCommit> Commits, ChangeSet Changes)
{
    public HistoryCommit this[string name] => Commits.Single(c => c.Sha == History.Sha(name));

    public FoundChange? ChangeOf(string name) => Changes.Of(this[name]);

    public DateTimeOffset? RevertedAt(string change) => Reverted.ByChange[Changes.IndexOf(this[change].Node)];

    public RevertedWork Reverted => Reverts.Resolve(Graph, Commits, Changes);
}
