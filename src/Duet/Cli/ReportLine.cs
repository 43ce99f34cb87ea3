using Duet.Report;

namespace Duet.Cli;

/// <summary>One line on standard error that says where the reading stands; silent where that is no terminal.</summary>
internal sealed class ReportLine(TextWriter error) : IProgress<ReportProgress>
{
    private readonly Lock gate = new();
    private int length;

    public void Report(ReportProgress value)
    {
        if (Console.IsErrorRedirected)
            return;
        var done = value.Step.Total is { } total and > 0 ? $"{100 * value.Step.Done / total} %" : $"{value.Step.Done:N0}";
        Show($"{value.Location}: {value.Step.Step} {done}");
    }

    public void Clear()
    {
        if (!Console.IsErrorRedirected)
            Show("");
    }

    private void Show(string line)
    {
        lock (gate)
        {
            error.Write('\r' + line.PadRight(length) + (line.Length == 0 ? "\r" : ""));
            length = line.Length;
        }
    }
}
