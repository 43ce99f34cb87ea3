using Duet.Platform.Journal;

namespace Duet.Tests.Platform.Journal;

/// <summary>A journal with the mistake that the kill test must find: it answers before the commit.</summary>
internal sealed class AcknowledgeFirst(IJournal journal) : IJournal
{
    public string? RefusesNow => journal.RefusesNow;

    public ValueTask<Receipt> AcceptAsync(RawDelivery delivery, CancellationToken cancellationToken)
    {
        _ = Task.Run(() => journal.AcceptAsync(delivery, cancellationToken).AsTask(), cancellationToken);
        return ValueTask.FromResult(new Receipt(ReceiptKind.Kept, null, null, [.. delivery.Items.Select(_ => new ItemVerdict(ItemOutcome.Accepted, null))]));
    }

    public void Refused(string door, string source, string reason) => journal.Refused(door, source, reason);

    public Task<IReadOnlyList<Balance>> BalancesAsync(CancellationToken cancellationToken) => journal.BalancesAsync(cancellationToken);
}
