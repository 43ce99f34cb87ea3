namespace Duet.Platform.Journal;

/// <summary>A delivery that waits to be written, packed and digested by its sender's thread.</summary>
internal sealed class Waiting
{
    private readonly TaskCompletionSource<Receipt> receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Waiting(RawDelivery delivery)
    {
        Delivery = delivery;
        Body = StoredBody.Pack(delivery.Body.Span);
        Spans = ItemSpans.Pack(delivery.Body, delivery.Items);
        BodyContent = KeyHash.Content(delivery.Body.Span);
        Key = KeyHash.Delivery(delivery, BodyContent);
        Items = [.. delivery.Items.Select(item => new WaitingItem(
            item.Key is { } key ? KeyHash.Item(delivery, key) : null, KeyHash.Content(item.Bytes.Span), item.Problem, item.Detail))];
    }

    public RawDelivery Delivery { get; }
    public StoredBody Body { get; }
    public byte[]? Spans { get; }
    public long Key { get; }
    public long BodyContent { get; }
    public IReadOnlyList<WaitingItem> Items { get; }
    public Entrance Entrance => new(Delivery.Door, Delivery.Source);
    public Task<Receipt> Receipt => receipt.Task;

    public void Answer(Receipt answer) => receipt.TrySetResult(answer);
}

/// <summary>An item reduced to what decides about it.</summary>
internal readonly record struct WaitingItem(long? Key, long Content, string? Problem, string? Detail);
