using System.CommandLine;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Examples;
using Duet.Metrics.Api;

namespace Duet.Cli;

/// <summary><c>duet metrics</c>: the catalogue, built in and of the data directory; needs no server.</summary>
internal static class MetricsVerb
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var format = CommonOptions.Format();

        var list = new Command("list", "List all metrics by key") { data, format };
        list.SetAction(result =>
        {
            using var catalogue = Open(result.GetValue(data)!);
            List(catalogue, result.GetValue(format), result.InvocationConfiguration.Output);
            return ExitCodes.Ok;
        });

        var key = new Argument<string>("KEY") { Description = "Such as change.lead_time" };
        var show = new Command("show", "Show one metric: definition and text") { key, data, format };
        show.SetAction(result =>
        {
            using var catalogue = Open(result.GetValue(data)!);
            var definition = catalogue.Find(result.GetValue(key)!)
                ?? throw new VerbException(ExitCodes.NotFound, $"There is no metric '{result.GetValue(key)}'.", "'duet metrics list' shows those there are.");
            Show(definition, result.GetValue(format), result.InvocationConfiguration.Output);
            return ExitCodes.Ok;
        });

        var files = new Argument<string[]>("FILE") { Description = "Metric pages; without any, those of the data directory", Arity = ArgumentArity.ZeroOrMore };
        var check = new Command("check", "Check metric pages and run their worked examples") { files, data, format };
        check.SetAction((result, cancellationToken) => CheckAsync(
            result.GetValue(files) ?? [], result.GetValue(data)!, result.GetValue(format), result.InvocationConfiguration, cancellationToken));

        return new Command("metrics", "The catalogue of metrics") { list, show, check };
    }

    private static MetricCatalogue Open(string data) => new(Folder(data));

    private static string Folder(string data) => Path.Combine(Path.GetFullPath(data), "metrics");

    private static void List(MetricCatalogue catalogue, OutputFormat format, TextWriter output)
    {
        if (format is OutputFormat.Json)
            Printer.PrintJson(output, new { metrics = catalogue.Definitions.Select(definition => new MetricJson(definition, MetricCatalogue.DimensionsOf(definition))) });
        else
            Printer.PrintTable(output, ["Key", "Name", "Unit", "Lens", "Fact"], catalogue.Definitions.Select(definition => (IReadOnlyList<string>)
                [definition.Key, definition.Name, Word(definition.Unit), Word(definition.Lens), definition.Fact]));
    }

    private static void Show(MetricDefinition definition, OutputFormat format, TextWriter output)
    {
        if (format is OutputFormat.Json)
        {
            Printer.PrintJson(output, new DefinitionJson(definition, MetricCatalogue.DimensionsOf(definition)));
            return;
        }
        output.WriteLine($"{definition.Name} ({definition.Key}, version {definition.Version})");
        output.WriteLine(definition.Question);
        output.WriteLine();
        foreach (var (name, value) in Lines(definition))
            if (value is not null)
                output.WriteLine($"{name + ":",-11}{value}");
        output.WriteLine();
        output.WriteLine(definition.Text.Trim());
    }

    private static IEnumerable<(string Name, string? Value)> Lines(MetricDefinition definition) =>
    [
        ("fact", definition.Fact),
        ("at", definition.At),
        ("measure", definition.Measure),
        ("per", definition.Per),
        ("aggregate", definition.Aggregate),
        ("where", definition.Where),
        .. definition.Exclude.Select(exclusion => ("left out", (string?)$"{exclusion.Reason}: {exclusion.Where}")),
        ("unit", Word(definition.Unit)),
        ("better", Word(definition.Better)),
        ("pairs", definition.Pairs),
        ("guard", definition.Guard),
        ("by", string.Join(", ", MetricCatalogue.DimensionsOf(definition))),
        ("from", definition.Origin),
    ];

    private static async Task<int> CheckAsync(
        string[] files, string data, OutputFormat format, InvocationConfiguration to, CancellationToken cancellationToken)
    {
        var folder = Folder(data);
        if (files.Length == 0 && Directory.Exists(folder))
            files = Directory.GetFiles(folder, "*.md");
        using var catalogue = Open(data);
        List<PageNote> notes = [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            if (!File.Exists(file))
                throw new VerbException(ExitCodes.NotFound, $"There is no file {file}.");
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            // Both read the page, and both say what is wrong with it.
            notes.AddRange(catalogue.Check(text, file).Union(await ExampleRunner.RunAsync(text, file, cancellationToken)));
        }
        if (format is OutputFormat.Json)
            Printer.PrintJson(to.Output, new { pages = files.Length, notes });
        else
            foreach (var note in notes)
                await to.Output.WriteLineAsync($"{note.Page}:{note.Line}:{note.Column}: {(note.IsError ? "error" : "warning")}: {note.Message}");
        var errors = notes.Count(note => note.IsError);
        await to.Error.WriteLineAsync($"{files.Length} pages, {errors} errors, {notes.Count - errors} warnings");
        return errors > 0 ? ExitCodes.BadInput : ExitCodes.Ok;
    }

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
