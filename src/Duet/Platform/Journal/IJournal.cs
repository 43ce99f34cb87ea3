namespace Duet.Platform.Journal;

/// <summary>The raw deliveries: what came in, before anything is made of it.</summary>
internal interface IJournal
{
    /// <summary>
    /// Keeps a delivery, or says why not. Completes only after the commit is durable; once <see cref="ReceiptKind.Kept"/> is
    /// answered nothing drops it any more. Cancelling ends the waiting; a delivery that is being written is written.
    /// </summary>
    ValueTask<Receipt> AcceptAsync(RawDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Counts a delivery that a door refused by itself: unsigned, too large, malformed, over its rate.</summary>
    void Refused(string door, string source, string reason);

    /// <summary>Received against what became of it, by source and door.</summary>
    Task<IReadOnlyList<Balance>> BalancesAsync(CancellationToken cancellationToken);

    /// <summary>Null while deliveries are taken; else the reason they would be refused with now.</summary>
    string? RefusesNow { get; }
}
