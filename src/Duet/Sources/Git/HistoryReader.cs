using System.Text;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>
/// Takes the tokens of <c>git log -z [--raw]</c> with <see cref="Format"/> and makes commits of them, newest first.
/// </summary>
internal sealed class HistoryReader(CommitGraphBuilder graph, GitDates dates)
{
    /// <summary>Messages can hold anything but NUL, so each field ends with one.</summary>
    public const string Format = "--format=%x00%H%x00%P%x00%at%x00%ct%x00%aN <%aE>%x00%s%x00%b%x00";

    private enum Expect { Commit, Parents, Authored, Committed, Author, Subject, Body, Path }

    private readonly Identities identities = new();
    private readonly Dictionary<string, Actor> authors = new(StringComparer.Ordinal);
    private readonly List<HistoryCommit> commits = [];
    private readonly CommitPaths paths = new();
    private MessageReader? messages;
    private Expect expect;
    private char[] text = new char[1 << 12];
    private char[] subject = new char[1 << 10];
    private int subjectLength;
    private readonly char[] sha = new char[64];
    private int shaLength;
    private int node;
    private bool isMerge;
    private DateTimeOffset authoredAt;
    private DateTimeOffset committedAt;
    private Actor? author;

    public IReadOnlyList<HistoryCommit> Commits => commits;

    /// <summary>The paths of the commits, by their index in <see cref="Commits"/>.</summary>
    public CommitPaths Paths => paths;

    public void Accept(ReadOnlySpan<byte> token)
    {
        switch (expect)
        {
            case Expect.Commit:
                Begin(token);
                break;
            case Expect.Parents:
                node = graph.Add(sha.AsSpan(0, shaLength), Decode(token));
                isMerge = token.Contains((byte)' ');
                expect = Expect.Authored;
                break;
            case Expect.Authored:
                authoredAt = dates.Read(token);
                expect = Expect.Committed;
                break;
            case Expect.Committed:
                committedAt = dates.Read(token);
                expect = Expect.Author;
                break;
            case Expect.Author:
                author = AuthorOf(Decode(token));
                expect = Expect.Subject;
                break;
            case Expect.Subject:
                var line = Decode(token);
                subjectLength = line.Length;
                if (subject.Length < text.Length) subject = new char[text.Length];
                line.CopyTo(subject);
                expect = Expect.Body;
                break;
            case Expect.Body:
                Add(Decode(token));
                expect = Expect.Commit;
                break;
            case Expect.Path:
                commits[^1].Files += paths.Add(Decode(token)) ? 1 : 0;
                expect = Expect.Commit;
                break;
        }
    }

    // Between commits stand empty tokens, and `:modes ids status` tokens, each followed by a path.
    private void Begin(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty) return;
        if (token[0] == ':' || token is [(byte)'\n', (byte)':', ..])
        {
            expect = Expect.Path;
            return;
        }
        if (token.Length > sha.Length) throw new InvalidDataException("git log answered in a form that is not understood.");
        shaLength = Encoding.ASCII.GetChars(token, sha);
        expect = Expect.Parents;
    }

    private void Add(ReadOnlySpan<char> body)
    {
        var title = subject.AsSpan(0, subjectLength);
        commits.Add(new HistoryCommit
        {
            Node = node,
            Sha = new string(sha, 0, shaLength),
            Author = author!,
            AuthoredAt = authoredAt,
            CommittedAt = committedAt,
            Subject = title.ToString(),
            Signals = (messages ??= new MessageReader(identities)).Read(title, body),
            Files = isMerge ? null : 0,
        });
        paths.Begin();
    }

    private Actor AuthorOf(ReadOnlySpan<char> line)
    {
        var known = authors.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(line, out var actor)) return actor;
        var mail = line.LastIndexOf(" <");
        actor = identities.Of(line[..mail].ToString(), line[(mail + 2)..^1].ToString());
        known[line] = actor;
        return actor;
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> token)
    {
        if (text.Length < token.Length) text = new char[token.Length * 2];
        return text.AsSpan(0, Encoding.UTF8.GetChars(token, text));
    }
}
