using System.Security.Cryptography;
using System.Text;

namespace Duet.Platform.Local;

/// <summary>
/// What the command line on this machine shows to the server that runs here. Made anew by each server; who may read the
/// private data directory may know it.
/// </summary>
internal sealed class HostToken
{
    /// <summary>How an authorization header with it begins.</summary>
    public const string HeaderStart = "Duet-Host ";

    public string Text { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Takes the same time for every text of the right length.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Text));
}
