using Duet.Access;

namespace Duet.Surveys;

/// <summary>Runs surveys: says beforehand who would be asked and what may be told, opens and closes.</summary>
internal interface IWaves
{
    /// <summary>What opening it today would do; nothing is stored.</summary>
    /// <returns>Null where there is no such survey.</returns>
    Task<WavePreview?> PreviewAsync(int survey, CancellationToken cancellationToken);

    /// <summary>
    /// Freezes the groups, makes the tickets and has them handed over. A wave whose codes are only shown is open at once, one that is
    /// sent when the last message is out.
    /// </summary>
    Task<WaveOpening> OpenAsync(int survey, Caller caller, CancellationToken cancellationToken);

    /// <summary>Takes nothing more from now on; the results come a little later.</summary>
    /// <param name="caller">Null for the clock.</param>
    Task<WaveRefusal?> CloseAsync(int wave, Caller? caller, CancellationToken cancellationToken);
}

/// <summary>What opening a wave came to.</summary>
/// <param name="Wave">The wave; null where it was refused.</param>
/// <param name="Codes">To be handed out by hand: shown this once, stored nowhere.</param>
internal sealed record WaveOpening(WaveRefusal? Refusal, int? Wave, IReadOnlyList<HandOut> Codes)
{
    public static WaveOpening Refuse(WaveRefusal why) => new(why, null, []);
}

/// <summary>Codes for people of one group, whichever of them gets which.</summary>
/// <param name="Labels">The group, in the words that its people are told; empty for everybody.</param>
internal sealed record HandOut(string Labels, IReadOnlyList<string> Codes);

/// <summary>Why a wave is not opened or closed.</summary>
internal enum WaveRefusal
{
    TooFewPeople,
    NotYours,
    AlreadyOpen,

    /// <summary>Mail and Slack are not set up, and codes are not to be handed out.</summary>
    NoChannel,

    /// <summary>Its instrument is not on the shelf.</summary>
    InstrumentBroken,
    NotOpen,
    NoSurvey,

    /// <summary>A pulse: its windows are opened by what happens.</summary>
    ByItself,
}
