using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Duet.Sources.Git;

/// <summary>Keeps a bare copy of a repository that lies elsewhere, with all its branches and tags.</summary>
internal sealed partial class GitClone(GitProgram git, string workFolder, bool allowHttp)
{
    private string Folder => Path.Combine(workFolder, "clone.git");

    /// <summary>Clones, or fetches what is new, and gives the folder of the copy.</summary>
    public async Task<string> UpdateAsync(GitAddress address, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        void Report(string line)
        {
            var match = Counter().Match(line);
            if (match.Success) progress.Report(new("fetching", Number(match.Groups[1].Value), Number(match.Groups[2].Value)));
        }

        progress.Report(new("fetching", 0, null));
        if (!Directory.Exists(Folder)) await CloneAsync(address, Report, cancellationToken);
        else await FetchAsync(address, Report, cancellationToken);
        return Folder;
    }

    private async Task CloneAsync(GitAddress address, Action<string> report, CancellationToken cancellationToken)
    {
        // A copy becomes visible under its name only when it is whole.
        var part = Folder + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        await RunAsync(address, report, cancellationToken, "clone", "--bare", "--template=", "--progress", "--", address.Location, part);
        Directory.Move(part, Folder);
    }

    private async Task FetchAsync(GitAddress address, Action<string> report, CancellationToken cancellationToken)
    {
        RemoveLeftovers();
        await RunAsync(address, report, cancellationToken,
            $"--git-dir={Folder}", "fetch", "--progress", "--prune", "--force", "--no-write-fetch-head", "--no-auto-maintenance",
            "--no-recurse-submodules", "--end-of-options", address.Location, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*");
        var answer = await git.ReadAsync(Command(address, "ls-remote", "--symref", "--end-of-options", address.Location, "HEAD"), cancellationToken);
        var head = Symref().Match(answer);
        if (head.Success) await File.WriteAllTextAsync(Path.Combine(Folder, "HEAD"), $"ref: {head.Groups[1].Value}\n", cancellationToken);
    }

    private async Task RunAsync(GitAddress address, Action<string> report, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        await using var process = git.Start(Command(address, arguments), report);
        process.Input.Close();
        await process.Output.CopyToAsync(Stream.Null, cancellationToken);
        await process.EndAsync(cancellationToken);
    }

    // Credentials go in a header from the environment: a command line (git's own, and that of its helper) can be read by all
    // users of the machine, and git would write an address into the copy's settings.
    private GitCommand Command(GitAddress address, params IReadOnlyList<string> arguments) => new(arguments)
    {
        Protocols = allowHttp ? "https:ssh:http" : "https:ssh",
        Settings = address.Credentials is null
            ? []
            : [($"http.{new Uri(address.Location).GetLeftPart(UriPartial.Authority)}/.extraHeader", "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(address.Credentials)))],
    };

    // An import that was killed leaves locks and half packs; no other process works in this folder.
    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.lock", SearchOption.AllDirectories).ToList()) File.Delete(file);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "objects", "pack"), "tmp_*").ToList()) File.Delete(file);
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Receiving objects: +\d+% \((\d+)/(\d+)\)")]
    private static partial Regex Counter();

    [GeneratedRegex(@"^ref: (refs/heads/\S+)\tHEAD", RegexOptions.Multiline)]
    private static partial Regex Symref();
}
