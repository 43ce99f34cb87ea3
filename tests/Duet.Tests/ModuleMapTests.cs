using System.Text.RegularExpressions;

namespace Duet.Tests;

/// <summary>
/// Holds the modules of the program to one map: what a folder below src/Duet may use of the others, read from the sources.
/// A new module needs a line here, and a new arrow a reason.
/// </summary>
public sealed partial class ModuleMapTests
{
    private static readonly Dictionary<string, string[]> Map = new()
    {
        ["Platform"] = [],
        ["Sources"] = ["Platform", "Access"],
        ["Metrics"] = ["Platform", "Access"],
        ["Access"] = ["Platform"],
        ["Teams"] = ["Platform", "Access", "Metrics"],
        ["Settings"] = ["Platform", "Access"],
        ["Initiatives"] = ["Platform", "Access", "Teams", "Metrics"],
        ["Feedback"] = ["Platform", "Access", "Teams", "Metrics", "Sources", "Initiatives"],
        ["Surveys"] = ["Platform", "Access", "Teams", "Metrics", "Feedback", "Initiatives"],
        ["Loop"] = ["Platform", "Access", "Teams", "Metrics", "Feedback", "Initiatives", "Surveys"],
        ["Mcp"] = ["Platform", "Access", "Feedback"],
        ["Delivery"] = ["Platform", "Access", "Metrics"],
        ["Explore"] = ["Platform", "Access", "Metrics"],
        ["Overview"] = ["Platform", "Access", "Metrics"],
        ["Report"] = ["Platform", "Access", "Metrics", "Sources"],
        ["Demo"] = ["Platform", "Access", "Teams", "Feedback", "Initiatives", "Surveys", "Loop"],
        // The command line puts the program together; nothing uses it.
        ["Cli"] =
        [
            "Platform", "Sources", "Metrics", "Access", "Settings", "Teams", "Delivery", "Explore", "Overview", "Report", "Demo",
            "Initiatives", "Feedback", "Surveys", "Loop", "Mcp",
        ],
    };

    [Fact]
    public void Modules_EveryFolder_IsOnTheMap()
    {
        var folders = Directory.GetDirectories(Root).Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj" or "wwwroot" or "Properties"));

        Assert.Empty(folders.Except(Map.Keys));
    }

    [Fact]
    public void Modules_NoFile_UsesWhatItsModuleMayNot()
    {
        var broken =
            from module in Map
            where Directory.Exists(Path.Combine(Root, module.Key))
            from file in Directory.EnumerateFiles(Path.Combine(Root, module.Key), "*", SearchOption.AllDirectories)
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
            // Generated, and names the tables of all modules.
            where !file.Contains("/Records/Migrations/", StringComparison.Ordinal)
            from used in Names().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Distinct()
            where used != module.Key && Map.ContainsKey(used) && !module.Value.Contains(used)
            select $"{Path.GetRelativePath(Root, file)} uses {used}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Engine_NoFile_UsesTheProgramOrTheWeb()
    {
        var engine = Path.GetFullPath(Path.Combine(Root, "..", "Duet.Engine"));
        var broken = Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Where(file => Forbidden().IsMatch(File.ReadAllText(file)));

        Assert.Empty(broken);
    }

    private static string Root => Path.Combine(Repository.Root, "src", "Duet");

    // A module is used through a using directive, a Razor @using, or a qualified name.
    [GeneratedRegex(@"(?:^|[^\w.])(?:global::)?Duet\.([A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex(@"(?:using|global::)\s*(?:Duet\.(?!Engine)|Microsoft\.AspNetCore|Microsoft\.EntityFrameworkCore|System\.Net\.Http)")]
    private static partial Regex Forbidden();
}
