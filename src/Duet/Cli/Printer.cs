using System.Text.Json;
using Duet.Platform.Web;
using Spectre.Console;

namespace Duet.Cli;

/// <summary>Prints results: tables for people, JSON for programs.</summary>
internal static class Printer
{
    private static readonly JsonSerializerOptions Json = CreateJson();

    public static void PrintJson<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    public static void PrintTable(TextWriter output, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var console = On(output);
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)).PadRight(2));
        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    /// <summary>A console for tables on <paramref name="output"/>.</summary>
    public static IAnsiConsole On(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        // A file or a pipe takes lines of any length.
        if (Console.IsOutputRedirected)
            console.Profile.Width = 1_000;
        return console;
    }

    private static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true };
        WebShell.Configure(options);
        return options;
    }
}
