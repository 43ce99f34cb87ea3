using System.Runtime.InteropServices;
using System.Text.Json;

namespace Duet.Sources.Doors;

/// <summary>The messages of one body: one JSON object, an array of them, or an object with the array <c>items</c>.</summary>
internal sealed class MessageContent : IDisposable
{
    private readonly JsonDocument document;
    private readonly ReadOnlyMemory<byte> body;

    private MessageContent(JsonDocument document, ReadOnlyMemory<byte> body, IReadOnlyList<JsonElement> items, bool isBatch) =>
        (this.document, this.body, Items, IsBatch) = (document, body, items, isBatch);

    public IReadOnlyList<JsonElement> Items { get; }
    public bool IsBatch { get; }

    /// <summary>The messages, or why the body as a whole is refused.</summary>
    public static (MessageContent? Content, DoorProblem? Problem) Read(ReadOnlyMemory<byte> body, DoorLimits limits)
    {
        if (JsonProblems.BadText(body.Span) is { } badText)
            return (null, badText);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = limits.Depth });
        }
        catch (JsonException problem)
        {
            return (null, JsonProblems.Of(body.Span, problem, limits.Depth));
        }
        var root = document.RootElement;
        var batch = root.ValueKind == JsonValueKind.Array ? root
            : root.ValueKind == JsonValueKind.Object && root.TryGetProperty("items"u8, out var items) && items.ValueKind == JsonValueKind.Array ? items
            : default;
        var problemOfAll =
            batch.ValueKind != JsonValueKind.Array ? null
            : batch.GetArrayLength() == 0 ? new DoorProblem("no-items", "The batch has no messages.")
            : batch.GetArrayLength() > limits.Items ? new DoorProblem("too-many-items", $"A batch may have {limits.Items} messages.", "Send several batches.") { Status = StatusCodes.Status413PayloadTooLarge }
            : null;
        if (problemOfAll is not null)
        {
            document.Dispose();
            return (null, problemOfAll);
        }
        return batch.ValueKind == JsonValueKind.Array
            ? (new MessageContent(document, body, [.. batch.EnumerateArray()], isBatch: true), null)
            : (new MessageContent(document, body, [root], isBatch: false), null);
    }

    /// <summary>A message as it was sent.</summary>
    public ReadOnlyMemory<byte> BytesOf(JsonElement item)
    {
        var raw = JsonMarshal.GetRawUtf8Value(item);
        return body.Span.Overlaps(raw, out var offset) ? body.Slice(offset, raw.Length) : raw.ToArray();
    }

    public void Dispose() => document.Dispose();
}
