using Duet.Engine.Metrics;
using Duet.Metrics;
using Duet.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Spectre.Console;

namespace Duet.Report;

/// <summary>Gives a report its form.</summary>
internal static class ReportWriter
{
    private static readonly string[] Sheets = ["duet.css", "charts.css", "report.css"];

    public static void WriteText(ReportContent content, IAnsiConsole console)
    {
        using var services = Services(content);
        ActivatorUtilities.CreateInstance<TextReport>(services).Write(content, console);
    }

    /// <summary>One self-contained page.</summary>
    public static async Task<string> HtmlAsync(ReportContent content)
    {
        await using var services = Services(content);
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReportDocument.Source)] = content,
            [nameof(ReportDocument.Style)] = Style(),
        });
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<ReportDocument>(parameters)).ToHtmlString());
        return "<!doctype html>\n" + html;
    }

    private static ServiceProvider Services(ReportContent content) => new ServiceCollection()
        .AddLogging()
        .AddLocalization()
        .AddSingleton<Func<Installation>>(() => new Installation { Zone = content.Zone })
        .AddUi()
        .AddScoped<Wording>()
        .BuildServiceProvider();

    // The look of the pages, carried inside the file.
    private static string Style() => string.Join('\n', Sheets.Select(Read));

    private static string Read(string sheet)
    {
        using var stream = typeof(ReportWriter).Assembly.GetManifestResourceStream(sheet)
            ?? throw new InvalidOperationException($"The style sheet {sheet} is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
