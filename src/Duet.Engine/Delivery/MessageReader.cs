using System.Buffers;
using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>
/// Reads what a commit message says about its commit: the change it lands, what it reverts, whether it is a hotfix, who
/// helped and whether AI assistance is declared. Takes any text, in time linear in its length. Not safe for several threads.
/// </summary>
/// <remarks>
/// People come from the trailers of the last paragraph, by git's rules. AI assistance is declared by a co-author line anywhere
/// that bears a tool's own address or login, by an <c>Assisted-by</c>, <c>Generated-by</c> or <c>AI-...</c> trailer that names a
/// tool, or by a tool's signature line.
/// </remarks>
/// <param name="identities">Makes actors of the people named, and knows the tools' addresses.</param>
public sealed class MessageReader(Identities identities)
{
    private const int MostPeople = 64;
    private const string CoAuthor = "Co-authored-by:";

    private static readonly SearchValues<string> Reverting =
        SearchValues.Create(["this reverts commit", "reverts "], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Declaring =
        SearchValues.Create([CoAuthor, .. AiDeclarations.Openings], StringComparison.OrdinalIgnoreCase);

    // A body without these words needs a look at its trailers only.
    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["this reverts commit", "reverts ", "see merge request ", CoAuthor, .. AiDeclarations.Openings], StringComparison.OrdinalIgnoreCase);

    private readonly Dictionary<string, Actor> people = [];

    /// <summary>Reads one message.</summary>
    /// <param name="subject">First line (git's <c>%s</c>).</param>
    /// <param name="body">The rest (git's <c>%b</c>); may be empty.</param>
    /// <returns><see cref="MessageSignals.None"/> where nothing was found.</returns>
    public MessageSignals Read(ReadOnlySpan<char> subject, ReadOnlySpan<char> body)
    {
        var isTelling = body.ContainsAny(Telling);
        var mark = ChangeMarks.Read(subject, body, isTelling);
        var revert = RevertMarks.Read(subject, body, isTelling && body.ContainsAny(Reverting));
        var isHotfix = HotfixWords.In(subject) || HotfixWords.In(mark?.Title) || HotfixWords.In(mark?.Source);
        List<Actor>? coAuthors = null;
        List<Actor>? reviewers = null;
        var isAi = false;
        var trailers = Trailers.Read(Trailers.Block(body));
        while (trailers.MoveNext())
        {
            if (trailers.Key.Equals("Co-authored-by", StringComparison.OrdinalIgnoreCase))
                isAi |= Add(trailers.Value, ref coAuthors);
            else if (trailers.Key.Equals("Reviewed-by", StringComparison.OrdinalIgnoreCase))
                Add(trailers.Value, ref reviewers);
            else if (IsAssistance(trailers.Key))
                isAi |= NamesTool(trailers.Value);
        }
        isAi = isAi || (isTelling && Declares(body));
        return mark == null && revert == null && !isHotfix && !isAi && coAuthors == null && reviewers == null
            ? MessageSignals.None
            : new MessageSignals
            {
                Mark = mark,
                Revert = revert,
                IsHotfix = isHotfix,
                AiDeclared = isAi,
                CoAuthors = coAuthors ?? [],
                Reviewers = reviewers ?? [],
            };
    }

    // True where the one named is an AI agent.
    private bool Add(ReadOnlySpan<char> value, ref List<Actor>? list)
    {
        var actor = Person(value);
        if (actor.Kind == ActorKind.Human && (list ??= []).Count < MostPeople && !list.Contains(actor))
            list.Add(actor);
        return actor.Kind == ActorKind.Agent;
    }

    private static bool IsAssistance(ReadOnlySpan<char> key) =>
        key.Equals("Assisted-by", StringComparison.OrdinalIgnoreCase)
        || key.Equals("Generated-by", StringComparison.OrdinalIgnoreCase)
        || key.Equals("Co-developed-by", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith("AI-", StringComparison.OrdinalIgnoreCase);

    private bool NamesTool(ReadOnlySpan<char> value) =>
        value.Contains('@') && value.Contains('<') ? Person(value).Kind == ActorKind.Agent : AiDeclarations.IsTool(value);

    private bool Declares(ReadOnlySpan<char> body)
    {
        while (body.IndexOfAny(Declaring) is var at and >= 0)
        {
            var start = body[..at].LastIndexOf('\n') + 1;
            var length = body[start..].IndexOf('\n');
            var line = (length < 0 ? body[start..] : body.Slice(start, length)).TrimEnd();
            if (AiDeclarations.IsSignature(line))
                return true;
            if (line.StartsWith(CoAuthor, StringComparison.OrdinalIgnoreCase) && Person(line[CoAuthor.Length..]).Kind == ActorKind.Agent)
                return true;
            body = length < 0 ? default : body[(start + length)..];
        }
        return false;
    }

    // "Name <mail>"; without a mail the whole is a name.
    private Actor Person(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length > 1000)
            value = value[..1000];
        var known = people.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(value, out var actor))
            return actor;
        var open = value.LastIndexOf('<');
        var close = open < 0 ? -1 : value[open..].IndexOf('>');
        var mail = open < 0 ? default : close < 0 ? value[(open + 1)..] : value.Slice(open + 1, close - 1);
        actor = identities.Of((open < 0 ? value : value[..open]).Trim().ToString(), mail.ToString());
        people[value.ToString()] = actor;
        return actor;
    }
}
