using System.Buffers.Text;
using System.Text;

namespace Duet.Sources.Git;

/// <summary>Reads git's times and counts those that had to be moved into the range of a date.</summary>
internal sealed class GitDates
{
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Times that were unreadable or out of range.</summary>
    public long Odd { get; private set; }

    public DateTimeOffset Read(string? seconds) => Read(Encoding.ASCII.GetBytes(seconds ?? ""));

    /// <summary>Seconds since 1970 as git writes them. Unreadable and negative ones become 1970, later ones the end of year 9999.</summary>
    public DateTimeOffset Read(ReadOnlySpan<byte> seconds)
    {
        if (Utf8Parser.TryParse(seconds, out ulong value, out var used) && used == seconds.Length && value <= (ulong)Last)
        {
            return DateTimeOffset.FromUnixTimeSeconds((long)value);
        }
        Odd++;
        var isHuge = seconds.Length > 0 && !seconds.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return DateTimeOffset.FromUnixTimeSeconds(isHuge ? Last : 0);
    }
}
