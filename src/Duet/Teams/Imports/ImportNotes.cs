namespace Duet.Teams.Imports;

/// <summary>What readers and the comparison have to say, in order; counts on when there is more than anybody reads.</summary>
public sealed class ImportNotes
{
    public const int Most = 200;

    private readonly List<ImportNote> notes = [];

    public IReadOnlyList<ImportNote> Listed => notes;

    /// <summary>Of those not listed.</summary>
    public int Further { get; private set; }
    public bool HasProblems { get; private set; }
    public bool IsTooLarge { get; private set; }

    public void Remark(Spot spot, string code, params IReadOnlyList<object> args) => Add(new ImportNote(NoteWeight.Remark, spot, code, args));

    public void Problem(Spot spot, string code, params IReadOnlyList<object> args) => Add(new ImportNote(NoteWeight.Problem, spot, code, args));

    public void Add(ImportNote note)
    {
        HasProblems |= note.Weight >= NoteWeight.Problem;
        IsTooLarge |= note.Weight is NoteWeight.TooLarge;
        if (notes.Count < Most)
            notes.Add(note);
        // A problem is worth more than a remark before it.
        else if (note.Weight >= NoteWeight.Problem && notes.FindLastIndex(kept => kept.Weight is NoteWeight.Remark) is >= 0 and var given)
            (notes[given], Further) = (note, Further + 1);
        else
            Further++;
    }
}
