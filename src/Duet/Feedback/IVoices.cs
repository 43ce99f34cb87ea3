using Duet.Teams;

namespace Duet.Feedback;

/// <summary>All that is done with voices, whichever way they come in.</summary>
internal interface IVoices
{
    /// <summary>Takes a voice once: the same source and external id again is a duplicate, with another text a conflict. Cleans or refuses bad text, never throws for it.</summary>
    Task<VoiceReceipt> TakeAsync(NewVoice voice, CancellationToken cancellationToken);

    /// <summary>Changes a voice. A time that is set stays; every change is counted and recorded in the audit log.</summary>
    /// <returns>False where there is no such voice.</returns>
    Task<bool> ChangeAsync(int voice, Author author, Action<VoiceChange> change, CancellationToken cancellationToken);

    /// <summary>Makes a voice part of another one, which gets its votes and askers.</summary>
    /// <returns>Null where it was done.</returns>
    Task<VoiceRefusal?> MergeAsync(int from, int into, Author author, CancellationToken cancellationToken);
    Task<bool> UnmergeAsync(int merge, Author author, CancellationToken cancellationToken);

    /// <summary>Open voices that may say the same, the likest first.</summary>
    Task<IReadOnlyList<Alike>> AlikeAsync(int voice, int most, CancellationToken cancellationToken);
    Task<VoicePage> ListAsync(VoiceQuery query, VoiceReach reach, CancellationToken cancellationToken);

    /// <summary>Deletes a voice and all that hangs on it; its source does not bring it back.</summary>
    Task EraseAsync(int voice, CancellationToken cancellationToken);
}
