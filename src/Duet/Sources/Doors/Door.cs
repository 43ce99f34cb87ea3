using System.Globalization;
using System.Text.Json;
using Duet.Platform.Journal;

namespace Duet.Sources.Doors;

/// <summary>
/// An address to which programs send messages of one kind, and how such a message becomes a fact. A message is the whole of
/// what is known about its thing: a later one, under an id of its own, takes the place of the former.
/// </summary>
internal abstract class Door(DoorLimits limits) : IDeliveryMap
{
    protected const string Id = "id";

    /// <summary>The sender's name of a message, which all doors ask for.</summary>
    protected static Member MessageId { get; } = new(Id, MemberKind.Text, "Your own id of this message: sent twice, it counts once.") { IsRequired = true };

    protected static IReadOnlyList<string> Outcomes { get; } = ["running", "success", "failure", "cancelled", "skipped"];

    /// <summary>The last part of its address; also the name under which the journal keeps its deliveries.</summary>
    public abstract string Name { get; }

    /// <summary>What one message tells of, such as <c>deployment</c>.</summary>
    public abstract string Thing { get; }
    public abstract IReadOnlyList<Member> Members { get; }

    string IDeliveryMap.Door => Name;

    /// <summary>Reads a message as it comes in.</summary>
    public (ItemValues? Values, DoorProblem? Problem) Read(JsonElement item, DateTimeOffset now)
    {
        var (values, problem) = Read(item);
        return values is not null && Clock(values, now) is { } clock ? (values, clock) : (values, problem);
    }

    /// <summary>The message's own id, if it has one that can be read, whatever else is wrong with it.</summary>
    public static string? IdOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
        && id.GetString() is { Length: > 0 and <= 200 } text ? text : null;

    // What a person let out of quarantine passes here again: the clock is not asked twice.
    public IReadOnlyList<MappedItem> Map(StoredDelivery delivery)
    {
        var (content, refusal) = MessageContent.Read(delivery.Body, limits);
        if (content is null)
            return [new MappedItem(0, [], refusal!.Code, refusal.Text)];
        using (content)
            return [.. content.Items.Select((item, i) =>
            {
                var (values, problem) = Read(item);
                return values is null ? new MappedItem(i, [], problem!.Code, problem.Text) : new MappedItem(i, [Fact(values)]);
            })];
    }

    /// <summary>The fact of a message that has all it needs.</summary>
    protected abstract object Fact(ItemValues message);

    /// <summary>A rule between the members of one message; null where it is kept.</summary>
    protected virtual DoorProblem? Check(ItemValues message) => null;

    /// <summary>A run or a deployment has an end, or is still running.</summary>
    protected static DoorProblem? CheckEnd(ItemValues message) =>
        (message.Required("outcome") == "running") == message.Time("finished_at") is null ? null
        : message.Time("finished_at") is null
            ? new DoorProblem("missing-member", "What is not running any more has no 'finished_at'.", "Send the time at which it ended.")
            : new DoorProblem("contradiction", "It is 'running', and has a 'finished_at'.", $"Its outcome is one of {string.Join(", ", Outcomes.Skip(1))}.");

    private (ItemValues? Values, DoorProblem? Problem) Read(JsonElement item)
    {
        var (values, problem) = ItemReader.Read(item, Members, limits);
        return values is not null && Check(values) is { } contradiction ? (null, contradiction) : (values, problem);
    }

    private DoorProblem? Clock(ItemValues values, DateTimeOffset now)
    {
        for (var i = 0; i < Members.Count; i++)
            if (values[i] is DateTimeOffset time && (time < limits.Earliest || time > now + limits.ClockAhead))
                return new DoorProblem(
                    "clock", $"'{Members[i].Name}' is {time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}, which {(time > now ? "is still to come" : "nobody can mean")}.",
                    "It is kept aside: if it is right, let it through on the page Sources.")
                { IsKept = true };
        return null;
    }
}
