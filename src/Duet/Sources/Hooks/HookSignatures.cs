using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Duet.Sources.Hooks;

/// <summary>Whether a body was signed with one of the secrets of its hook. The bytes are those that came, not what was read from them.</summary>
internal static class HookSignatures
{
    private const string GitHubStart = "sha256=";
    private const string SlackStart = "v0=";
    private static readonly TimeSpan SlackWindow = TimeSpan.FromMinutes(5);

    /// <param name="header">X-Hub-Signature-256; the older header, with SHA-1, is not enough.</param>
    public static bool IsGitHub(ReadOnlySpan<byte> body, string header, IReadOnlyList<string> secrets) =>
        Read(header, GitHubStart) is { } told && IsAny(body, told, secrets);

    /// <param name="header">X-Slack-Signature.</param>
    /// <param name="timestamp">X-Slack-Request-Timestamp: what is older than five minutes may be somebody's recording.</param>
    public static bool IsSlack(ReadOnlySpan<byte> body, string header, string timestamp, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (Read(header, SlackStart) is not { } told || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - (double)seconds) > SlackWindow.TotalSeconds)
            return false;
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. body];
        return IsAny(signed, told, secrets);
    }

    private static byte[]? Read(string header, string start)
    {
        var told = new byte[HMACSHA256.HashSizeInBytes];
        return header.StartsWith(start, StringComparison.Ordinal)
            && Convert.FromHexString(header.AsSpan(start.Length), told, out _, out var written) is System.Buffers.OperationStatus.Done && written == told.Length
            ? told
            : null;
    }

    // All are tried, so that the time does not say which of them it was.
    private static bool IsAny(ReadOnlySpan<byte> signed, byte[] told, IReadOnlyList<string> secrets)
    {
        Span<byte> ours = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var found = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed, ours);
            found |= CryptographicOperations.FixedTimeEquals(ours, told);
        }
        return found;
    }
}
