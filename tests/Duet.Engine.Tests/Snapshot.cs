using System.Runtime.CompilerServices;

namespace Duet.Engine.Tests;

/// <summary>Compares a text with a file beside the test; UPDATE_SNAPSHOTS=1 writes the file instead.</summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name);
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        Assert.True(File.Exists(path), $"There is no {path}: run with UPDATE_SNAPSHOTS=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
