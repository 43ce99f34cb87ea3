using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Retaining;

/// <summary>
/// All deliveries there are, archived and in the journal, in their order. Made to be read on from where it was read last; used by
/// one reader at a time.
/// </summary>
internal sealed class JournalFeed(DeliveryJournal journal, Archive archive) : IDisposable
{
    private IEnumerator<JournalRow>? archived;
    private long archivedAt;
    private bool atEnd;

    /// <summary>The highest number in the archive.</summary>
    public long LastArchived => archive.LastSeq;

    /// <summary>Deliveries after a number: at most so many, and no more once their packed bodies come to so many bytes.</summary>
    public async Task<IReadOnlyList<JournalRow>> ReadAsync(long after, int rows, long bytes, CancellationToken cancellationToken)
    {
        var present = await journal.ReadAsync(after, rows, bytes, cancellationToken);
        return after >= archive.LastSeq ? present : await Task.Run(() => Merge(after, present, rows, bytes), cancellationToken);
    }

    public void Dispose() => archived?.Dispose();

    private List<JournalRow> Merge(long after, IReadOnlyList<JournalRow> present, int rows, long bytes)
    {
        MoveTo(after);
        List<JournalRow> merged = [];
        var (next, size) = (0, 0L);
        while (merged.Count < rows && size < bytes)
        {
            var ofJournal = next < present.Count ? present[next] : null;
            var ofArchive = atEnd ? null : archived!.Current;
            if (ofArchive is null && ofJournal is null) break;

            // Where both hold it, the journal knows better what became of it.
            if (ofJournal is not null && (ofArchive is null || ofJournal.Seq <= ofArchive.Seq)) next++;
            if (ofArchive is not null && (ofJournal is null || ofArchive.Seq <= ofJournal.Seq)) Advance();
            merged.Add(ofJournal is null || ofArchive?.Seq < ofJournal.Seq ? ofArchive! : ofJournal);
            size += merged[^1].Body.Bytes.Length;
            // More may follow in the journal before the archive's next.
            if (next == present.Count && present.Count > 0 && !atEnd) break;
        }
        archivedAt = merged.Count > 0 ? merged[^1].Seq : after;
        return merged;
    }

    private void MoveTo(long after)
    {
        if (archived is not null && archivedAt == after) return;
        archived?.Dispose();
        archived = archive.ReadAfter(after).GetEnumerator();
        Advance();
    }

    private void Advance() => atEnd = !archived!.MoveNext();
}
