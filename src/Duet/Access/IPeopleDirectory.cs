namespace Duet.Access;

/// <summary>The people of the organisation, as far as signing in needs to know them.</summary>
internal interface IPeopleDirectory
{
    Task<DirectoryPerson?> FindAsync(int id, CancellationToken cancellationToken);

    /// <summary>Those of the numbers who are in the directory.</summary>
    Task<IReadOnlyList<DirectoryPerson>> FindAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken);

    /// <summary>Those who are still here and whose name or mail address contains the text, by name; the first few.</summary>
    Task<IReadOnlyList<DirectoryPerson>> SearchAsync(string text, int most, CancellationToken cancellationToken);
}

internal sealed record DirectoryPerson(int Id, string Name, string? Mail);
