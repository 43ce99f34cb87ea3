using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Duet.Sources.Git;

/// <summary>The git program of this machine, started without a shell and in surroundings of ours.</summary>
internal sealed partial class GitProgram
{
    /// <summary>The first version that takes settings from the environment.</summary>
    public static readonly Version Minimum = new(2, 31);

    private readonly string path;
    private readonly string home;

    private GitProgram(string path, string home) => (this.path, this.home) = (path, home);

    public required Version Version { get; init; }

    /// <summary>Finds the program and asks for its version.</summary>
    /// <param name="program">Its path; null looks on the PATH.</param>
    /// <param name="home">An empty folder that git takes for the user's home.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <exception cref="SourceException"><c>git-missing</c> or <c>git-too-old</c>.</exception>
    public static async Task<GitProgram> FindAsync(string? program, string home, CancellationToken cancellationToken)
    {
        var path = program ?? OnPath() ?? throw GitProblems.Missing();
        var candidate = new GitProgram(path, home) { Version = new Version(0, 0) };
        string answer;
        try
        {
            answer = await candidate.ReadAsync(new GitCommand("version"), cancellationToken);
        }
        catch (Win32Exception)
        {
            throw GitProblems.Missing();
        }
        var match = VersionNumber().Match(answer);
        var version = match.Success ? Version.Parse(match.Value) : new Version(0, 0);
        return version >= Minimum ? new GitProgram(path, home) { Version = version } : throw GitProblems.TooOld(match.Success ? match.Value : "of unknown version");
    }

    public GitProcess Start(GitCommand command, Action<string>? onProgress = null)
    {
        var start = new ProcessStartInfo(path)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        GitEnvironment.Fill(start.Environment, home, command.Protocols, command.Settings);
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        return new GitProcess(Process.Start(start) ?? throw GitProblems.Missing(), onProgress);
    }

    /// <summary>Runs a command to its end and gives its whole output.</summary>
    public async Task<string> ReadAsync(GitCommand command, CancellationToken cancellationToken)
    {
        await using var process = Start(command);
        process.Input.Close();
        using var output = new MemoryStream();
        await process.Output.CopyToAsync(output, cancellationToken);
        await process.EndAsync(cancellationToken);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    private static string? OnPath()
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionNumber();
}

/// <summary>What git is asked to do.</summary>
internal sealed record GitCommand(params IReadOnlyList<string> Arguments)
{
    /// <summary>Protocols it may speak; none by default.</summary>
    public string Protocols { get; init; } = "none";

    public IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];
}
