using System.Security.Cryptography;
using System.Text;
using Duet.Platform;

namespace Duet.Feedback.Portal;

/// <summary>
/// Hashes that stand for people outside: of a confirmed address for ever, of a browser for one day. The day's salt goes with the
/// day, so that nobody can tell later from which address a vote came.
/// </summary>
internal sealed class VoterKeys(DataDirectory data, DaySalt salt)
{
    private const int Length = 32;

    private readonly Lock gate = new();
    private byte[]? secret;

    public byte[] OfMail(string mail) => HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"mail\0{mail}"));

    public byte[] OfAccount(int account) => HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"account\0{account}"));

    /// <summary>Of an address, or of an address and what else a browser says of itself; another one tomorrow.</summary>
    public byte[] OfToday(string words) => HMACSHA256.HashData(salt.Current(), Encoding.UTF8.GetBytes(words));

    /// <summary>What the links in the mails of somebody carry. It can be made again for the next mail, and is not kept.</summary>
    public string TokenOf(int asker) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"asker\0{asker}"))[..16]);

    /// <summary>What is kept of a token, to find whose it is.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private byte[] Secret
    {
        get
        {
            lock (gate)
                return secret ??= ReadOrMake(Path.Combine(data.KeysFolder, "voters.key"));
        }
    }

    private static byte[] ReadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            // Written aside and moved: of two processes that begin at once both end up with the same key.
            var draft = $"{file}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(draft, options))
                stream.Write(RandomNumberGenerator.GetBytes(Length));
            try
            {
                File.Move(draft, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(draft);
            }
        }
        return File.ReadAllBytes(file);
    }
}
