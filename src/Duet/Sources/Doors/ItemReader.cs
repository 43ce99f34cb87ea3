using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Duet.Engine.Metrics;

namespace Duet.Sources.Doors;

/// <summary>Reads one message by the members of its door. A pure function: the doors call it when a message comes, and the map once more.</summary>
internal static class ItemReader
{
    private const int SmallBytes = 4_096;
    private const string TimeHint = "Write 2026-11-02T09:00:00Z or 2026-11-02T10:00:00+01:00.";

    /// <summary>The values, or the first problem in the order of the message.</summary>
    public static (ItemValues? Values, DoorProblem? Problem) Read(JsonElement item, IReadOnlyList<Member> members, DoorLimits limits)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return (null, new DoorProblem("not-an-object", "A message is a JSON object.", "Write { \"id\": ... }."));
        if (Oversize(item, limits) is { } oversize)
            return (null, oversize);
        var values = new ItemValues(members);
        var next = 0;
        foreach (var property in item.EnumerateObject())
        {
            if (Find(property, members, next) is not (>= 0 and var place))
                continue;
            next = place + 1;
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var (value, problem) = Value(property.Value, members[place], limits);
            if (problem is not null)
                return (null, problem);
            values[place] = value;
        }
        for (var i = 0; i < members.Count; i++)
            if (members[i].IsRequired && values[i] is null)
                return (null, Missing(members[i], item, members));
        return (values, null);
    }

    // Senders keep an order, mostly that of the guide: the member after the last one is tried first.
    private static int Find(JsonProperty property, IReadOnlyList<Member> members, int next)
    {
        for (var i = 0; i < members.Count; i++)
        {
            var place = (next + i) % members.Count;
            if (property.NameEquals(members[place].Name))
                return place;
        }
        return -1;
    }

    private static (object? Value, DoorProblem? Problem) Value(JsonElement value, Member member, DoorLimits limits) => member.Kind switch
    {
        MemberKind.Text => Text(value, member, limits),
        MemberKind.Time => Time(value, member),
        MemberKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (value.GetBoolean(), null)
            : (null, new DoorProblem("bad-flag", $"'{member.Name}' is neither true nor false.")),
        MemberKind.Ordinal => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) && whole > 0
            ? (whole, null)
            : (null, new DoorProblem("bad-number", $"'{member.Name}' is no whole number from 1 to {int.MaxValue.ToString(CultureInfo.InvariantCulture)}.")),
        _ => Number(value, member),
    };

    private static (object?, DoorProblem?) Text(JsonElement value, Member member, DoorLimits limits)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text)
            return (null, new DoorProblem("bad-text", $"'{member.Name}' is no text.", "Put it in double quotes."));
        if (text.Length > limits.TextLength)
            return (null, new DoorProblem("bad-text", $"'{member.Name}' is longer than {limits.TextLength} characters."));
        if (string.IsNullOrWhiteSpace(text))
            return member.IsRequired ? (null, new DoorProblem("bad-text", $"'{member.Name}' is empty.")) : (null, null);
        if (member.Words is { } words && !words.Contains(text))
            return (null, new DoorProblem(
                "unknown-word", $"'{member.Name}' cannot be '{Short(text)}'.",
                Nearest.Of(text, words).FirstOrDefault() is { } meant ? $"Did you mean '{meant}'?" : $"It is one of {string.Join(", ", words)}."));
        return (text, null);
    }

    private static (object?, DoorProblem?) Time(JsonElement value, Member member)
    {
        if (value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out var time))
            return (null, new DoorProblem("bad-time", $"'{member.Name}' is no time.", TimeHint));
        // A time without an offset means something else on each machine. The raw text has its quotes.
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return raw[^2] is (byte)'Z' || (raw.Length > 20 && raw[^7] is (byte)'+' or (byte)'-')
            ? (time.ToUniversalTime(), null)
            : (null, new DoorProblem("bad-time", $"'{member.Name}' has no offset from UTC.", TimeHint));
    }

    private static (object?, DoorProblem?) Number(JsonElement value, Member member) =>
        value.ValueKind != JsonValueKind.Number ? (null, new DoorProblem("bad-number", $"'{member.Name}' is no number.", "Write it without quotes."))
        : ExactNumber.Of(JsonMarshal.GetRawUtf8Value(value)) is { } number ? (number, null)
        : (null, new DoorProblem(
            "number-out-of-range", $"'{member.Name}' cannot be kept without being rounded.", "Numbers have the range and the precision of a 64-bit floating-point number."));

    private static DoorProblem Missing(Member member, JsonElement item, IReadOnlyList<Member> members)
    {
        var strangers = item.EnumerateObject().Take(50).Select(property => property.Name)
            .Where(name => name.Length < 60 && members.All(known => known.Name != name));
        var meant = Nearest.Of(member.Name, strangers).FirstOrDefault();
        return new DoorProblem(
            member.Name == "id" ? "missing-id" : "missing-member",
            member.Name == "id" ? "The message has no 'id'." : $"The message has no '{member.Name}'.",
            meant is not null ? $"It has '{meant}'; did you mean '{member.Name}'?"
            : member.Name == "id" ? "Give each message an id of your own, so that one that is sent twice counts once." : member.Says);
    }

    private static DoorProblem? Oversize(JsonElement item, DoorLimits limits)
    {
        var size = JsonMarshal.GetRawUtf8Value(item).Length;
        if (size > limits.ItemBytes)
            return new DoorProblem("item-too-large", $"A message may have {limits.ItemBytes} bytes.") { Status = StatusCodes.Status413PayloadTooLarge };
        return size > SmallBytes && Members(item) > limits.Members
            ? new DoorProblem("too-many-members", $"A message may have {limits.Members} members.") { Status = StatusCodes.Status422UnprocessableEntity }
            : null;
    }

    private static int Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.GetPropertyCount() + element.EnumerateObject().Sum(property => Members(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Members),
        _ => 0,
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
