using System.Globalization;
using System.Net;
using Duet.Platform.Messages;

namespace Duet.Settings.Messages;

/// <summary>The server for mails as the form sends it.</summary>
internal sealed class MailInput
{
    public string? Host { get; set; }
    public string? Port { get; set; } = "587";
    public string? Security { get; set; } = nameof(MailSecurity.StartTls);
    public string? User { get; set; }
    public string? Secret { get; set; }
    public string? From { get; set; }
    public string? FromName { get; set; } = "Duet";

    public static MailInput Of(MailServer? server) => server is null ? new MailInput() : new MailInput
    {
        Host = server.Host,
        Port = server.Port.ToString(CultureInfo.InvariantCulture),
        Security = server.Security.ToString(),
        User = server.User,
        From = server.From,
        FromName = server.FromName,
    };

    /// <summary>What was entered, or the names of the texts that say what is wrong with it.</summary>
    /// <param name="kept">An empty secret leaves the one of this server, as long as host and user are the same.</param>
    public (MailServer? Server, IReadOnlyList<string> Problems) Check(MailServer? kept)
    {
        List<string> problems = [];
        var (host, user, from) = (Host?.Trim() ?? "", User?.Trim() ?? "", From?.Trim() ?? "");
        if (host.Length is 0 or > MailRow.LongestHost || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            problems.Add("BadHost");
        if (!int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > ushort.MaxValue)
            problems.Add("BadPort");
        if (!Enum.TryParse<MailSecurity>(Security, out var security) || !Enum.IsDefined(security))
            problems.Add("BadSecurity");
        if (user.Length > MailRow.LongestUser)
            problems.Add("BadUser");
        if (!Smtp.IsAddress(from))
            problems.Add("BadFrom");
        if (security == MailSecurity.None && user.Length > 0 && !IsThisMachine(host))
            problems.Add("SecretInTheClear");
        if (problems.Count > 0)
            return (null, problems);
        var secret = !string.IsNullOrEmpty(Secret) ? Secret : kept?.Host == host && kept.User == user ? kept.Secret : null;
        var name = FromName?.Trim() ?? "";
        return (new MailServer
        {
            Host = host,
            Port = port,
            Security = security,
            User = user.Length > 0 ? user : null,
            Secret = user.Length > 0 ? secret : null,
            From = from,
            FromName = name.Length > MailRow.LongestName ? name[..MailRow.LongestName] : name,
        }, []);
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
