namespace Duet.Sources.Git;

/// <summary>What can be wrong with a repository, in words people can act on.</summary>
internal static class GitProblems
{
    public static SourceException Missing() => new(new(
        "git-missing", "The git program was not found.", "Install git and see that it is on the PATH."));

    public static SourceException TooOld(string version) => new(new(
        "git-too-old", $"git {version} is too old; {GitProgram.Minimum} or newer is needed.", "Update git."));

    public static SourceException NotARepository(string shown) => new(new(
        "not-a-repository", $"There is no git repository at {shown}.", "Give the top folder of a repository, or its address."));

    public static SourceException Empty(string shown) => new(new(
        "empty", $"The repository at {shown} has no commits.", "Import it again after the first commit."));

    public static SourceException NoDefaultBranch(string shown) => new(new(
        "no-default-branch",
        $"The repository at {shown} does not say which branch is its main one.",
        "Point its HEAD at a branch that exists: git symbolic-ref HEAD refs/heads/NAME."));

    public static SourceException UnsupportedFormat(string shown, string what) => new(new(
        "unsupported-format", $"The repository at {shown} uses {what}, which cannot be read yet.", "Make a copy with git clone --mirror and import that."));

    public static SourceException DiskFull(Exception? inner = null) => new(new(
        "disk-full", "The disk is full.", "Free some space and run the import again; it goes on where it stopped."), inner);

    public const string CorruptCode = "corrupt";

    public static SourceProblem ContentsMissing() => new(
        "contents-missing",
        "The contents of some files are missing from this clone, so the lines of some commits are not known.",
        "It may be a partial clone: clone it whole, or run git fsck to see what is damaged. Everything else is read.");

    public static SourceProblem Shallow() => new(
        "shallow",
        "The repository is shallow: its history is cut off.",
        "Run git fetch --unshallow. Until then older commits are missing, lead times that begin before the cut are too short, and the commits at the cut seem to add all files.");

    public static SourceProblem OddDates(long count) => new(
        "odd-dates",
        $"{count} commit dates could not be read or lie outside of the years 1 to 9999.",
        "They were moved to the nearest date that can be kept.");

    /// <summary>Finds the reason in what git wrote to its error stream (in the C locale).</summary>
    public static SourceException From(string errors, int exitCode)
    {
        var shown = GitAddress.Redact(errors).Trim();
        var line = shown.Split('\n').LastOrDefault(text => text.StartsWith("fatal:", StringComparison.Ordinal) || text.StartsWith("error:", StringComparison.Ordinal))
            ?? shown.Split('\n')[^1];
        bool Says(params ReadOnlySpan<string> words)
        {
            foreach (var word in words) if (shown.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }

        if (Says("No space left on device", "Disk quota exceeded")) return DiskFull();
        SourceProblem problem;
        if (Says("Authentication failed", "could not read Username", "could not read Password", "terminal prompts disabled",
            "Permission denied (", "Host key verification failed", "returned error: 401", "returned error: 403", "Access denied"))
        {
            problem = new("authentication", $"The server refused us: {line}", "Check the credentials in the address, or the SSH key and known_hosts of the user Duet runs as.");
        }
        else if (Says("' not allowed"))
        {
            problem = new("forbidden-address", $"git refused the address: {line}", "Use https:// or ssh://.");
        }
        else if (Says("does not appear to be a git repository", "Repository not found", "' not found", "returned error: 404", "not valid: is this a git repository"))
        {
            problem = new("not-a-repository", $"There is no git repository at this address: {line}", "Check the address, and that the credentials may read it.");
        }
        else if (Says("Could not resolve", "Connection refused", "Connection timed out", "Operation timed out", "Failed to connect", "unable to access",
            "Could not read from remote", "early EOF", "remote end hung up", "Connection reset", "Operation too slow", "unable to connect", "Network is unreachable"))
        {
            problem = new("unreachable", $"The server could not be reached: {line}", "Check the address and the network, and run the import again.");
        }
        else if (Says("bad object", "corrupt", "unable to read", "missing blob", "missing tree", "missing commit", "inflate", "could not parse", "bad tree",
            "bad pack", "unable to parse", "not a valid object", "Could not read ", "unable to load", "failed to read", "garbage at end", "hash mismatch", "cannot read", "Failed to traverse"))
        {
            problem = new(CorruptCode, $"The repository is damaged or incomplete: {line}", "Run git fsck in it, or clone it anew (partial clones lack what is needed).");
        }
        else
        {
            problem = new("git-failed", $"git stopped with code {exitCode}: {line}", "");
        }
        return new SourceException(problem);
    }
}
