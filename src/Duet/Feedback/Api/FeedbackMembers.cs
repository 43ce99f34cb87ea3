using System.Text.Json;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Sources.Doors;

namespace Duet.Feedback.Api;

/// <summary>What a program may say of a voice, and the voice that is made of it.</summary>
internal static class FeedbackMembers
{
    public const string Id = "id";
    private const string Title = "title";
    private const string Body = "body";
    private const string At = "at";

    public static IReadOnlyList<Member> All { get; } =
    [
        new(Id, MemberKind.Text, "Your own id of this voice: sent twice, it counts once. May be left out where the request has an Idempotency-Key."),
        new("kind", MemberKind.Text, "What who speaks is to the product; user where it is left out.") { Words = Kinds },
        new(Title, MemberKind.Text, "One line; the first of the body where it is left out."),
        new(Body, MemberKind.Text, "What was said, at most 10,000 characters."),
        new(At, MemberKind.Time, "When it was said; now where it is left out."),
        new("language", MemberKind.Text, "Such as en or pt-BR."),
        new("board", MemberKind.Text, "The board it belongs to, as its address names it. It is not shown there."),
        new("product", MemberKind.Text, "By its name."),
        new("tool", MemberKind.Text, "By its name."),
        new("account", MemberKind.Text, "The customer it comes from, by name or your own id; added where it is new."),
        new("mail", MemberKind.Text, "The address to be told at when something came of it."),
        new("name", MemberKind.Text, "The name that the writer chose to be shown with."),
    ];

    private static string[] Kinds => [.. Enum.GetNames<VoiceKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>The members of a message, or what is wrong with it.</summary>
    public static (ItemValues? Values, DoorProblem? Problem) Read(JsonElement item, DoorLimits limits, DateTimeOffset now)
    {
        // Longer bodies are read as well, to be refused for what they are.
        var (values, problem) = ItemReader.Read(item, All, limits with { TextLength = 10 * Voice.LongestBody });
        if (values is null)
            return (null, problem);
        return values.Time(At) is { } at && (at < limits.Earliest || at > now + limits.ClockAhead)
            ? (null, new DoorProblem("clock", "'at' is a time at which nobody can have said it.", "It must lie between 1990 and now.") { Status = StatusCodes.Status422UnprocessableEntity })
            : (values, null);
    }

    public static NewVoice Of(ItemValues values, string source, string id, int? board) => new()
    {
        Kind = values.Text("kind") is { } kind ? Enum.Parse<VoiceKind>(kind, ignoreCase: true) : VoiceKind.User,
        Channel = VoiceChannel.Api,
        Source = source,
        ExternalId = id,
        Title = values.Text(Title) ?? "",
        Body = values.Text(Body) ?? "",
        CapturedAt = values.Time(At),
        Language = values.Text("language"),
        Board = board,
        Product = values.Text("product"),
        Tool = values.Text("tool"),
        Account = values.Text("account"),
        WriterMail = values.Text("mail"),
        ShownName = values.Text("name"),
    };

    /// <summary>Why a voice was not taken, in the words of the doors.</summary>
    public static DoorProblem Problem(string code) => code switch
    {
        VoiceTaking.NoText => new(code, "It says nothing: neither 'title' nor 'body' has a word.", "Send what was said."),
        VoiceTaking.TooLong => Unprocessable(code, "The body is longer than 10,000 characters.", "Send the part that matters."),
        VoiceTaking.BadMail => Unprocessable(code, "'mail' is no mail address.", "Leave it out if there is none."),
        VoiceTaking.BadSource => Unprocessable(code, "The id is longer than 200 characters, or has signs that no database keeps.", "Use a shorter one."),
        VoiceTaking.WasErased => Unprocessable(code, "This voice was erased on request, and is not taken again.", "Erase it where it comes from, too."),
        _ => Unprocessable(code, "There is no such board.", "Use the name in the address of the board."),
    };

    private static DoorProblem Unprocessable(string code, string detail, string hint) =>
        new(code, detail, hint) { Status = StatusCodes.Status422UnprocessableEntity };
}
