namespace Duet.Platform.Journal.Storage;

/// <summary>How much one day holds.</summary>
/// <param name="Day">UTC.</param>
/// <param name="FirstSeq">Its first delivery; 0 where it has none.</param>
/// <param name="LastSeq">Its last delivery.</param>
/// <param name="Bytes">On disk.</param>
internal sealed record JournalDay(DateOnly Day, long FirstSeq, long LastSeq, long Bytes)
{
    /// <summary>The day that what is left of pruned days is filed under.</summary>
    public static readonly DateOnly Kept = DateOnly.MinValue;
}
