using System.Net;
using System.Net.Sockets;

namespace Duet.Feedback.Portal;

/// <summary>
/// How much one address may do on the pages for people outside, and all of them together. Addresses are counted by a hash with
/// the salt of the day, in memory only.
/// </summary>
internal sealed class Antiflood(VoterKeys keys, TimeProvider time)
{
    private const int MostCounted = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(FloodKind, string), Count> counts = [];
    private DateOnly day;

    /// <summary>True where it may be done, and is counted.</summary>
    public bool TryTake(FloodKind kind, HttpContext context) => TryTake(kind, AddressOf(context));

    /// <param name="kind">What is done.</param>
    /// <param name="who">The address, or whatever else the limit is for.</param>
    public bool TryTake(FloodKind kind, string who)
    {
        var (aMinute, aDay, ofAll) = LimitsOf(kind);
        var (name, now) = (Convert.ToHexString(keys.OfToday(who)), time.GetUtcNow());
        lock (gate)
        {
            if (DateOnly.FromDateTime(now.UtcDateTime) is var today && today != day)
            {
                counts.Clear();
                day = today;
            }
            // Whoever comes from ever new addresses fills this memory, and then nothing more is taken today.
            if (counts.Count >= MostCounted && !counts.ContainsKey((kind, name)))
                return false;
            var (own, all) = (Of(kind, name, now), Of(kind, "", now));
            if (own.InMinute >= aMinute || own.InDay >= aDay || all.InMinute >= ofAll)
                return false;
            own.Add();
            all.Add();
            return true;
        }
    }

    /// <summary>The address of who asks; of IPv6 the part that a provider gives to one household.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } wide => Convert.ToHexString(wide.GetAddressBytes().AsSpan(0, 8)),
        var address => address?.ToString() ?? IPAddress.None.ToString(),
    };

    private static (int AMinute, int ADay, int OfAll) LimitsOf(FloodKind kind) => kind switch
    {
        FloodKind.Post => (6, 60, 120),
        FloodKind.Vote => (30, 200, 600),
        // One address may be an office: so many browsers of it count for one post, and no more in a day.
        FloodKind.VoteForOne => (10, 10, 600),
        FloodKind.Comment => (10, 100, 120),
        // Mails go to whom somebody else names: few, and fewer to one address.
        FloodKind.Mail => (6, 30, 60),
        _ => (2, 4, 60),
    };

    private Count Of(FloodKind kind, string name, DateTimeOffset now)
    {
        if (!counts.TryGetValue((kind, name), out var count))
            counts[(kind, name)] = count = new Count();
        count.Turn(now);
        return count;
    }

    private sealed class Count
    {
        private long minute;

        public int InMinute { get; private set; }
        public int InDay { get; private set; }

        public void Turn(DateTimeOffset now)
        {
            if (minute != now.UtcTicks / TimeSpan.TicksPerMinute)
                (minute, InMinute) = (now.UtcTicks / TimeSpan.TicksPerMinute, 0);
        }

        public void Add() => (InMinute, InDay) = (InMinute + 1, InDay + 1);
    }
}

internal enum FloodKind
{
    Post,
    Vote,

    /// <summary>Votes for one post by one address.</summary>
    VoteForOne,
    Comment,

    /// <summary>Asking for mails, by who asks.</summary>
    Mail,

    /// <summary>Mails to one address, whoever asks.</summary>
    MailTo,
}
