namespace Duet.Teams.Imports;

/// <summary>A file as it was sent.</summary>
/// <param name="Name">Its path within what was sent, with forward slashes; never a path of this machine.</param>
/// <param name="Bytes">Its content, unpacked.</param>
internal sealed record ImportFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The last part of the name.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];
}
