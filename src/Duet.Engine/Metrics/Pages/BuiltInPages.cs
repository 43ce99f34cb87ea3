using System.Reflection;

namespace Duet.Engine.Metrics.Pages;

/// <summary>The pages that come with the program.</summary>
internal static class BuiltInPages
{
    private const string Folder = "metrics/";

    public static IReadOnlyList<MetricPage> Read()
    {
        var assembly = typeof(BuiltInPages).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => MetricPage.Read(TextOf(assembly, name), name[Folder.Length..], "built in", isBuiltIn: true))];
    }

    private static string TextOf(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
