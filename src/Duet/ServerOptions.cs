namespace Duet;

/// <summary>What a server is started with.</summary>
internal sealed record ServerOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5213";
    public const string DefaultDataFolder = "./duet-data";

    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = DefaultUrl;
}
