using System.Text;

namespace Duet.Sources.Git;

/// <summary>
/// A bare repository of ours without refs, whose objects are those of another. All reading goes through it: settings, hooks,
/// attributes, replacements and grafts of the other are not in effect, and nothing can be written to it.
/// </summary>
internal sealed class ReadingRepository
{
    private readonly GitProgram git;
    private readonly string path;
    private readonly string objects;

    private ReadingRepository(GitProgram git, string path, string objects) => (this.git, this.path, this.objects) = (git, path, objects);

    /// <summary>Lays the folder out anew.</summary>
    /// <param name="git">The program that will read.</param>
    /// <param name="path">Where our repository lies.</param>
    /// <param name="other">Whose objects are read.</param>
    /// <param name="head">The commit that our HEAD is; its .mailmap applies.</param>
    public static ReadingRepository Open(GitProgram git, string path, GitFolder other, string head)
    {
        Directory.CreateDirectory(Path.Combine(path, "objects"));
        Directory.CreateDirectory(Path.Combine(path, "refs"));
        var format = head.Length == 64 ? "\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n" : "\trepositoryformatversion = 0\n";
        File.WriteAllText(Path.Combine(path, "config"), "[core]\n\tbare = true\n" + format);
        File.WriteAllText(Path.Combine(path, "HEAD"), head + "\n");
        var shallow = Path.Combine(path, "shallow");
        if (GitFolder.Regular(other.ShallowFile) is not null) File.Copy(other.ShallowFile, shallow, overwrite: true);
        else File.Delete(shallow);
        return new ReadingRepository(git, path, Quote(other.Objects));
    }

    /// <summary>Starts a reading command.</summary>
    public GitProcess Start(params IReadOnlyList<string> arguments) => git.Start(Command(arguments));

    /// <summary>Runs a command that answers a list of ids given on its input, one a line, and gives the answer whole.</summary>
    public async Task<byte[]> AskAsync(IEnumerable<string> lines, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        await using var process = git.Start(Command(arguments));
        var feeding = process.FeedAsync(lines, cancellationToken);
        using var output = new MemoryStream();
        await process.Output.CopyToAsync(output, cancellationToken);
        await process.EndAsync(cancellationToken);
        await feeding;
        return output.ToArray();
    }

    private GitCommand Command(IReadOnlyList<string> arguments) => new([$"--git-dir={path}", .. arguments])
    {
        Settings = [("mailmap.blob", "HEAD:.mailmap"), ("mailmap.file", "")],
        Environment = [("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects)],
    };

    // A path in quotes may hold the separator.
    private static string Quote(string path)
    {
        if (OperatingSystem.IsWindows()) return path;
        var quoted = new StringBuilder("\"");
        foreach (var c in path)
        {
            if (c is '"' or '\\') quoted.Append('\\');
            quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
