namespace Duet.Initiatives;

/// <summary>How many voices wait for something: counted on links, where the voices are kept.</summary>
internal interface IDemand
{
    /// <summary>Voices by what they are linked to; merged ones and what was no voice apart. Nothing for what nobody asked for.</summary>
    Task<IReadOnlyDictionary<int, int>> CountAsync(LinkTarget target, CancellationToken cancellationToken);
}
