using System.Diagnostics.CodeAnalysis;
using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Retaining;

/// <summary>Whether two deliveries are the same to the byte, whatever day they are filed under.</summary>
internal sealed class SameRow : IEqualityComparer<JournalRow>
{
    public static SameRow Instance { get; } = new();

    public bool Equals(JournalRow? x, JournalRow? y) => x is not null && y is not null
        && x.Seq == y.Seq && x.Door == y.Door && x.Source == y.Source && x.DeliveryId == y.DeliveryId && x.ContentType == y.ContentType
        && x.ReceivedAt.ToUnixTimeMilliseconds() == y.ReceivedAt.ToUnixTimeMilliseconds()
        && x.Body.Codec == y.Body.Codec && x.Body.Size == y.Body.Size && x.Body.Bytes.AsSpan().SequenceEqual(y.Body.Bytes)
        && x.States.AsSpan().SequenceEqual(y.States) && x.Spans is null == y.Spans is null && x.Spans.AsSpan().SequenceEqual(y.Spans);

    public int GetHashCode([DisallowNull] JournalRow obj) => obj.Seq.GetHashCode();
}
