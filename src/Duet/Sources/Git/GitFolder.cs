namespace Duet.Sources.Git;

/// <summary>The folders of a repository on this machine, as git lays them out.</summary>
/// <param name="Own">Where HEAD is: the repository's folder, or that of a linked work tree.</param>
/// <param name="Common">Where refs and objects are.</param>
internal sealed record GitFolder(string Own, string Common)
{
    private const long LongestPointer = 4096;

    public string Objects => Path.Combine(Common, "objects");

    public string ShallowFile => Path.Combine(Common, "shallow");

    public bool UsesReftable => Directory.Exists(Path.Combine(Common, "reftable"));

    /// <summary>Finds the repository whose top folder, work tree, or git folder <paramref name="path"/> is; null where there is none.</summary>
    public static GitFolder? Find(string path)
    {
        var dotGit = Path.Combine(path, ".git");
        if (ReadPointer(dotGit) is { } pointer && pointer.StartsWith("gitdir:", StringComparison.Ordinal))
        {
            return At(Path.GetFullPath(pointer["gitdir:".Length..].Trim(), path));
        }
        return (Directory.Exists(dotGit) ? At(dotGit) : null) ?? At(path);
    }

    /// <summary>The text of a small file; null where there is none, or where it is no small regular file.</summary>
    public static string? ReadPointer(string path) =>
        Regular(path) is { Length: <= LongestPointer } file ? File.ReadAllText(file.FullName).TrimEnd('\n', '\r', ' ') : null;

    /// <summary>The file that a path leads to; null where it is missing, empty, or no regular file.</summary>
    public static FileInfo? Regular(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            try
            {
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            }
            catch (IOException)
            {
                return null;
            }
        }
        // The length of pipes and devices is 0: opening them could block for ever.
        return file is { Exists: true, Length: > 0 } ? file : null;
    }

    private static GitFolder? At(string own)
    {
        var common = ReadPointer(Path.Combine(own, "commondir")) is { } pointer ? Path.GetFullPath(pointer.Trim(), own) : own;
        var folder = new GitFolder(Path.GetFullPath(own), common);
        return File.Exists(Path.Combine(own, "HEAD")) && Directory.Exists(folder.Objects)
            && (Directory.Exists(Path.Combine(common, "refs")) || folder.UsesReftable) ? folder : null;
    }
}
