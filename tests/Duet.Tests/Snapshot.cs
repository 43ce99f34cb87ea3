namespace Duet.Tests;

/// <summary>Compares a text with a file of the tests' sources; <c>UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
internal static class Snapshot
{
    public static void Match(string name, string text)
    {
        var file = Path.Combine(Repository.Root, "tests", "Duet.Tests", "Snapshots", name);
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, text);
        Assert.True(File.Exists(file), $"There is no snapshot {name}: run with UPDATE_SNAPSHOTS=1 and look at it.");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
