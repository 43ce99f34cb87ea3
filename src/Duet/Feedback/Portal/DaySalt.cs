using System.Buffers.Binary;
using System.Security.Cryptography;
using Duet.Platform;

namespace Duet.Feedback.Portal;

/// <summary>
/// The salt of the day, by which whoever votes twice on one day is known again. It lies in the data directory, so that a restart does
/// not let everybody vote again, and not among the keys, so that a copy of those does not hold it; what is written over it the next
/// day ends every link between a vote and an address.
/// </summary>
internal sealed class DaySalt(DataDirectory data, TimeProvider time)
{
    private const int Length = 32;
    private const int DayLength = sizeof(int);

    private readonly Lock gate = new();
    private (int Day, byte[] Salt)? known;

    private string File => Path.Combine(data.Root, "votes.salt");

    private int Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber;

    public byte[] Current()
    {
        lock (gate)
        {
            if (known is not { } salt || salt.Day != Today)
                known = salt = Read() is { } kept && kept.Day == Today ? kept : Make(Today);
            return salt.Salt;
        }
    }

    /// <summary>Deletes a salt whose day is over, also where nobody votes today.</summary>
    public void Forget()
    {
        lock (gate)
        {
            if ((known ?? Read()) is not { } salt || salt.Day == Today)
                return;
            Make(Today);
            System.IO.File.Delete(File);
            known = null;
        }
    }

    private (int Day, byte[] Salt)? Read()
    {
        if (!System.IO.File.Exists(File))
            return null;
        var kept = System.IO.File.ReadAllBytes(File);
        return kept.Length == DayLength + Length ? (BinaryPrimitives.ReadInt32BigEndian(kept), kept[DayLength..]) : null;
    }

    // In its place, so that the bytes of yesterday are not left lying about.
    private (int Day, byte[] Salt) Make(int day)
    {
        var kept = new byte[DayLength + Length];
        BinaryPrimitives.WriteInt32BigEndian(kept, day);
        RandomNumberGenerator.Fill(kept.AsSpan(DayLength));
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(File, options);
        stream.Write(kept);
        stream.SetLength(kept.Length);
        stream.Flush(flushToDisk: true);
        return (day, kept[DayLength..]);
    }
}
