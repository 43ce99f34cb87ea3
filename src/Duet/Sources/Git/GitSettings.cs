namespace Duet.Sources.Git;

/// <summary>What the owner of the installation allows.</summary>
internal sealed record GitSettings
{
    /// <summary>Allows addresses with plain http.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Where the git program is; null finds it on the PATH.</summary>
    public string? Program { get; init; }
}
