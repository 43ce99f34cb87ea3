using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Duet.Sources.Doors;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Sources.Doors;

/// <summary>What the guide on sending says is what the doors do: its requests are run as they stand there.</summary>
public sealed partial class SendingGuideTests
{
    private static readonly string Guide = Read("sending.md");

    [Fact]
    public async Task Requests_OfTheGuide_AreTaken()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl") || File.Exists("/bin/curl"), "curl is not installed.");
        Assert.SkipUnless(File.Exists("/bin/bash") || File.Exists("/usr/bin/bash"), "bash is not installed.");
        await using var bench = await DoorBench.StartAsync();
        string[] requests = [.. Request().Matches(Guide + "\n" + Read("feedback.md")).Select(match => match.Value)];
        Assert.Equal(10, requests.Length);

        foreach (var request in requests)
        {
            var (code, output) = await RunAsync(request.Replace("http://127.0.0.1:5213", bench.Server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal), bench.Key);
            Assert.True(code == 0, $"{request}\n{output}");
            var answer = JsonDocument.Parse(output).RootElement;
            var isWhole = (answer.TryGetProperty("quarantined", out var aside) || answer.TryGetProperty("refused", out aside)) && aside.GetInt32() == 0;
            Assert.True(answer.GetProperty("accepted").GetInt32() > 0 && isWhole, output);
        }

        await bench.AssertSoundAsync();
        Assert.Equal(
            ("run-815", "checkout"),
            Assert.Single(await bench.FactsAsync("SELECT d.key, i.service FROM incident i JOIN deployment d ON d.id = i.caused_by", row => (row.GetString(0), row.GetString(1)))));
    }

    [Fact]
    public async Task Tables_OfTheGuide_NameEveryMember()
    {
        await using var bench = await DoorBench.StartAsync();

        foreach (var door in bench.Server.App.Services.GetServices<Door>())
        {
            Assert.Contains($"`/api/v1/{door.Name}`", Guide, StringComparison.Ordinal);
            Assert.All(door.Members, member => Assert.Contains($"`{member.Name}`", Guide, StringComparison.Ordinal));
        }
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", page));

    private static async Task<(int Code, string Output)> RunAsync(string script, string key)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DUET_KEY"] = key;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(DoorBench.Stop);
        var errors = await process.StandardError.ReadToEndAsync(DoorBench.Stop);
        await process.WaitForExitAsync(DoorBench.Stop);
        return (process.ExitCode, output + errors);
    }

    // An indented block that has a curl in it, up to the next blank line.
    [GeneratedRegex(@"(?<=\n\n)(?:    (?=[^\n]*(?:curl|printf))[^\n]*\n)(?:    [^\n]*\n)*")]
    private static partial Regex Request();
}
