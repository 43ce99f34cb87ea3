namespace Duet.Tests;

/// <summary>Where the project's own files lie while its tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Duet.slnx")))
                return at.FullName;
        throw new InvalidOperationException($"No Duet.slnx above {folder}: tests read sources and pages from the checkout.");
    }
}
