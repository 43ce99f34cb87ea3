namespace Duet.Initiatives;

/// <summary>Finds what a voice can be linked to.</summary>
internal interface IInitiatives
{
    /// <summary>Initiatives, features and tools whose name or code has the text, best first.</summary>
    Task<IReadOnlyList<LinkChoice>> SearchAsync(string text, int most, CancellationToken cancellationToken);

    /// <param name="id">Of an initiative, a feature or a tool; null for a work item.</param>
    /// <param name="key">Of a work item; null for the others.</param>
    Task<LinkChoice?> FindAsync(LinkTarget target, int? id, string? key, CancellationToken cancellationToken);
}

/// <summary>Something to link to. Product and service are null where it has none.</summary>
internal sealed record LinkChoice(LinkTarget Target, int? Id, string? Key, string Name, string? Product, string? Service, string State);
