using System.Globalization;

namespace Duet.Sources.Git;

/// <summary>
/// The surroundings in which git runs: nothing of the user's or the machine's settings, no prompts, no programs of others.
/// </summary>
/// <remarks>
/// Repositories are only ever read through a folder of ours (<see cref="ReadingRepository"/>), so their own settings are never
/// seen; the settings given here hold even if one were. Tricky: ssh takes the home folder from the user database, not from
/// HOME, so the keys, known_hosts and config in the user's ~/.ssh apply, which is wanted: how to reach a host is theirs to say.
/// </remarks>
internal static class GitEnvironment
{
    private static readonly string[] Passed =
    [
        "PATH", "SSH_AUTH_SOCK", "TMPDIR", "SystemRoot", "TEMP", "TMP",
        "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO",
    ];

    private static readonly (string Key, string Value)[] Settings =
    [
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("core.pager", "cat"),
        ("core.askPass", ""),
        ("core.gitProxy", ""),
        ("core.sshCommand", "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=30"),
        ("core.attributesFile", "/dev/null"),
        ("core.quotePath", "false"),
        ("core.warnAmbiguousRefs", "false"),
        ("core.alternateRefsCommand", ""),
        ("credential.helper", ""),
        ("protocol.ext.allow", "never"),
        ("protocol.fd.allow", "never"),
        ("uploadpack.packObjectsHook", ""),
        ("gpg.program", "false"),
        ("log.showSignature", "false"),
        ("log.showRoot", "true"),
        ("diff.renames", "false"),
        ("i18n.logOutputEncoding", "UTF-8"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
        ("fetch.recurseSubmodules", "false"),
        ("http.lowSpeedLimit", "1000"),
        ("http.lowSpeedTime", "60"),
    ];

    /// <summary>Fills an emptied environment.</summary>
    /// <param name="environment">The environment of the process to start.</param>
    /// <param name="home">An empty folder of ours.</param>
    /// <param name="protocols">Protocols git may speak, separated by colons.</param>
    /// <param name="settings">Further settings, kept off the command line because other users can read that.</param>
    public static void Fill(IDictionary<string, string?> environment, string home, string protocols, IEnumerable<(string Key, string Value)> settings)
    {
        var passed = Passed.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(pair => pair.Value is not null).ToList();
        environment.Clear();
        foreach (var (name, value) in passed) environment[name] = value;
        environment["HOME"] = home;
        environment["XDG_CONFIG_HOME"] = home;
        environment["LC_ALL"] = "C";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_ATTR_NOSYSTEM"] = "1";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_NO_LAZY_FETCH"] = "1";
        environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        environment["GIT_ALLOW_PROTOCOL"] = protocols;
        environment["GIT_FLUSH"] = "0";

        var count = 0;
        foreach (var (key, value) in Settings.Concat(settings))
        {
            var number = (count++).ToString(CultureInfo.InvariantCulture);
            environment["GIT_CONFIG_KEY_" + number] = key;
            environment["GIT_CONFIG_VALUE_" + number] = value;
        }
        environment["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
    }
}
