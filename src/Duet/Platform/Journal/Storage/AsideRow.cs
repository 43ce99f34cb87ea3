namespace Duet.Platform.Journal.Storage;

/// <summary>An item in quarantine, with where it came from.</summary>
internal sealed record AsideRow(Aside Aside, string Door, string Source, DateTimeOffset ReceivedAt)
{
    public AsidePlace Place => new(Aside.Seq, Aside.Item);
}

/// <summary>Names an item; later ones are greater.</summary>
internal readonly record struct AsidePlace(long Delivery, int Item);

/// <summary>Which items are meant; null leaves open.</summary>
internal sealed record AsideFilter(string? Reason = null, string? Source = null, string? Door = null);

/// <summary>How many items wait for one reason.</summary>
internal sealed record AsideCount(string Reason, string Source, string Door, long Count);
