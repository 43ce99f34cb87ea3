using System.Diagnostics;
using System.Text;

namespace Duet.Tests.Sources.Git;

/// <summary>A real repository in a temporary folder.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("duet-git-");

    private TestRepository() => Folder = Path.Combine(root.FullName, "shop");

    public string Folder { get; }

    /// <summary>A folder beside the repository.</summary>
    public string Beside(string name) => Path.Combine(root.FullName, name);

    public static TestRepository Create(params string[] options)
    {
        var repository = new TestRepository();
        Run(repository.root.FullName, [], ["init", "-q", "-b", "main", .. options, repository.Folder]);
        return repository;
    }

    public static TestRepository Of(HistoryScript history, params string[] options)
    {
        var repository = Create(options);
        repository.Write(history);
        return repository;
    }

    /// <summary>Writes the commits, branches and tags of a script; those written before stay.</summary>
    public void Write(HistoryScript history)
    {
        Run(Folder, history.Bytes(), "fast-import", "--quiet", "--force", "--date-format=raw");
        Run(Folder, [], "update-ref", "-d", HistoryScript.Scratch);
    }

    public string Git(params string[] arguments) => Run(Folder, [], arguments);

    public string Git(byte[] input, params string[] arguments) => Run(Folder, input, arguments);

    public IReadOnlyList<string> Lines(params string[] arguments) => Git(arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static string Run(string folder, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["LC_ALL"] = "C";
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "Ann";
            start.Environment[$"GIT_{role}_EMAIL"] = "ann@example.org";
            start.Environment[$"GIT_{role}_DATE"] = "1700000000 +0000";
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        reading.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.Result}");
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n');
    }

    /// <summary>Writes a shell script that can be started.</summary>
    public static void WriteProgram(string path, string text)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories)) file.IsReadOnly = false;
        root.Delete(recursive: true);
    }
}
