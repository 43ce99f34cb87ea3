using System.Net;
using Duet.Access.SingleSignOn;

namespace Duet;

/// <summary>What a server is started with.</summary>
internal sealed record ServerOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5213";
    public const string DefaultDataFolder = "./duet-data";
    public const int DefaultFactsMegabytes = 128;
    public const int LeastFactsMegabytes = 64;

    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Where people reach it, for links in messages; null takes the first of <see cref="Urls"/>.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>A PostgreSQL connection string for the records; null keeps them in the data directory.</summary>
    public string? Records { get; init; }

    /// <summary>What the fact store may hold in memory before it spills to disk. Small ones are hardly slower: it is not a cache of the file.</summary>
    public int FactsMegabytes { get; init; } = DefaultFactsMegabytes;

    /// <summary>Git repositories to read from the start, by path or address.</summary>
    public IReadOnlyList<string> GitLocations { get; init; } = [];

    /// <summary>Everybody may look and nobody may change anything; only on loopback.</summary>
    public bool GuestReadOnly { get; init; }

    /// <summary>False for a server inside a verb: it is asked through memory, and leaves reading sources to one that runs.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>Reverse proxies whose forwarded headers are believed.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>The identity provider that people come in through; null leaves it to the settings page.</summary>
    public ProviderSettings? IdentityProvider { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Adds what a verb brings besides the modules that every server has.</summary>
    public Action<IServiceCollection> Configure { get; init; } = _ => { };

    /// <summary>True where every address can be reached from this machine only.</summary>
    public bool IsLoopback => Urls.Split(';').All(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback);
}
