using Duet.Feedback.Intake;
using Duet.Feedback.Search;
using Duet.Teams;

namespace Duet.Feedback;

/// <summary>All that is done with voices, from one place.</summary>
internal sealed class Voices(
    VoiceTaking taking, VoiceChanges changes, VoiceMerges merges, VoiceLikeness likeness, VoiceLists lists, VoiceErasing erasing) : IVoices
{
    public async Task<VoiceReceipt> TakeAsync(NewVoice voice, CancellationToken cancellationToken) =>
        (await taking.TakeAsync([voice], cancellationToken))[0];

    public Task<bool> ChangeAsync(int voice, Author author, Action<VoiceChange> change, CancellationToken cancellationToken) =>
        changes.ChangeAsync(voice, author, change, cancellationToken);

    public Task<VoiceRefusal?> MergeAsync(int from, int into, Author author, CancellationToken cancellationToken) =>
        merges.MergeAsync(from, into, author, cancellationToken);

    public Task<bool> UnmergeAsync(int merge, Author author, CancellationToken cancellationToken) => merges.UnmergeAsync(merge, author, cancellationToken);

    public Task<IReadOnlyList<Alike>> AlikeAsync(int voice, int most, CancellationToken cancellationToken) => likeness.AlikeAsync(voice, most, cancellationToken);

    public Task<VoicePage> ListAsync(VoiceQuery query, VoiceReach reach, CancellationToken cancellationToken) => lists.ListAsync(query, reach, cancellationToken);

    public Task EraseAsync(int voice, CancellationToken cancellationToken) => erasing.EraseAsync(voice, cancellationToken);
}
