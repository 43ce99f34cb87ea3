using System.CommandLine;

namespace Duet.Cli;

/// <summary>The command line: one file per verb, listed here.</summary>
internal static class Verbs
{
    private static IEnumerable<Command> All() =>
    [
        ServeVerb.Create(),
    ];

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Product operations and developer experience, one loop.");
        foreach (var verb in All())
            root.Subcommands.Add(verb);
        return root.Parse(args).InvokeAsync();
    }
}
