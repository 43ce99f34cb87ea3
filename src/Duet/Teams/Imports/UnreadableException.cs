namespace Duet.Teams.Imports;

/// <summary>Ends the reading of what was sent: there is no use in going on. Never leaves <see cref="OrganisationReader"/>.</summary>
internal sealed class UnreadableException(ImportNote note) : Exception(note.Code)
{
    public ImportNote Note { get; } = note;

    public static UnreadableException Problem(Spot spot, string code, params IReadOnlyList<object> args) =>
        new(new ImportNote(NoteWeight.Problem, spot, code, args));

    public static UnreadableException TooLarge(Spot spot, string code, params IReadOnlyList<object> args) =>
        new(new ImportNote(NoteWeight.TooLarge, spot, code, args));
}
