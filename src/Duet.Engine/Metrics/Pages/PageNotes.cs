namespace Duet.Engine.Metrics.Pages;

/// <summary>Collects what there is to say about one page.</summary>
internal sealed class PageNotes(string page)
{
    private readonly List<PageNote> notes = [];

    public IReadOnlyList<PageNote> All => notes;
    public bool HasErrors => notes.Exists(note => note.IsError);

    public void Error(int line, int column, string message) => notes.Add(new PageNote(page, line, column, message, true));

    public void Error((int Line, int Column) place, string message) => Error(place.Line, place.Column, message);

    public void Warning((int Line, int Column) place, string message) =>
        notes.Add(new PageNote(page, place.Line, place.Column, message, false));
}
