using System.Collections.Frozen;

namespace Duet.Engine.Identity;

/// <summary>Names that many share and that therefore say nothing about who it is.</summary>
public static class SharedNames
{
    private static readonly FrozenSet<string> Mailboxes = new[]
    {
        "admin", "administrator", "all", "anonymous", "bot", "build", "builder", "builds", "bugs", "ci", "cicd", "commits", "cvs", "deploy",
        "deployer", "deployment", "developers", "devops", "donotreply", "ec2user", "engineering", "github", "gitlab", "guest", "help", "infra",
        "jenkins", "list", "lists", "localhost", "maintainers", "nobody", "none", "noreply", "office", "operations", "ops", "patches", "postmaster",
        "qa", "release", "releases", "robot", "root", "runner", "security", "service", "services", "support", "svc", "svn", "sysadmin", "system",
        "team", "test", "tester", "testing", "ubuntu", "unknown", "update", "updates", "user", "username", "vagrant", "webmaster", "wwwdata",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Words = new[]
    {
        "code", "contact", "dev", "devel", "developer", "devnull", "email", "foo", "git", "hello", "hi", "info", "kernel", "linux", "mail", "me",
        "my", "opensource", "oss", "post", "private", "public", "software", "source", "spam", "src", "sys", "tools", "web", "work", "www", "yourname",
        "you",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> PublicDomains = new[]
    {
        "aol.com", "example.com", "example.org", "fastmail.com", "fastmail.fm", "free.fr", "gmail.com", "gmx.de", "gmx.net", "googlemail.com",
        "hotmail.com", "icloud.com", "laposte.net", "live.com", "localhost", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "outlook.com",
        "pm.me", "posteo.de", "proton.me", "protonmail.com", "qq.com", "rambler.ru", "t-online.de", "web.de", "yahoo.com", "yandex.com", "yandex.ru",
        "163.com", "126.com",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a login or the text before an @ behind which several people may stand: <c>root</c>, <c>build</c>, <c>noreply</c>.</summary>
    /// <param name="handle">In lower case, without dots, dashes and blanks.</param>
    public static bool IsMailbox(string handle) => Mailboxes.Contains(handle);

    /// <summary>True for a login, a name or the text before an @ that many use, each for themselves: <c>git</c>, <c>me</c>; also for shared mailboxes.</summary>
    /// <param name="handle">In lower case, without dots, dashes and blanks.</param>
    public static bool IsCommon(string handle) => handle.Length == 0 || Words.Contains(handle) || Mailboxes.Contains(handle);

    /// <summary>True where an address at that domain says nothing about who employs its owner.</summary>
    public static bool IsPublicDomain(string domain) =>
        domain.Length == 0 || !domain.Contains('.', StringComparison.Ordinal) || PublicDomains.Contains(domain)
        || domain.EndsWith(".local", StringComparison.Ordinal) || domain.EndsWith(".localdomain", StringComparison.Ordinal);
}
