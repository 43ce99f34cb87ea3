namespace Duet.Teams.Imports;

/// <summary>Something a reader has to say about what was sent; the text <c>Note.{Code}</c> says it in words.</summary>
/// <param name="Weight">Whether anything can be imported in spite of it.</param>
/// <param name="Spot">Where it stands.</param>
/// <param name="Code">Stable word for pages and programs.</param>
/// <param name="Args">What the text names.</param>
public sealed record ImportNote(NoteWeight Weight, Spot Spot, string Code, params IReadOnlyList<object> Args);

public enum NoteWeight
{
    /// <summary>Worth knowing: something was left out or guessed.</summary>
    Remark,

    /// <summary>Has to be mended: nothing is imported before.</summary>
    Problem,

    /// <summary>A problem of size: more than is taken at once.</summary>
    TooLarge,
}
