using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Duet.Tests.Feedback.Friction;

namespace Duet.Tests.Mcp;

/// <summary>The protocol's own client, as npm has it, against the server.</summary>
public sealed class McpClientTests(FrictionServer served) : IClassFixture<FrictionServer>
{
    private const string Package = "@modelcontextprotocol/sdk@1.32.2";

    private const string Script = """
        import { Client } from "@modelcontextprotocol/sdk/client/index.js";
        import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
        const client = new Client({ name: "editor", version: "1" });
        await client.connect(new StreamableHTTPClientTransport(new URL(process.argv[2]), { requestInit: { headers: { Authorization: "Bearer " + process.env.DUET_KEY } } }));
        const { tools } = await client.listTools();
        const result = await client.callTool({ name: tools[0].name, arguments: { text: "From the editor\n\nThe tests are flaky.", tool: "CI" } });
        let refused = 0;
        try { await client.callTool({ name: tools[0].name, arguments: { text: "x", nonsense: 1 } }); } catch (problem) { refused = problem.code; }
        console.log(JSON.stringify({ tools: tools.map(tool => tool.name), text: result.content[0].text, refused }));
        await client.close();
        """;

    [Fact, Trait("speed", "slow")]
    public async Task Client_OfTheProtocol_ReportsFriction()
    {
        var folder = Path.Combine(Path.GetTempPath(), "duet-" + Package.Replace('/', '-'));
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@modelcontextprotocol")))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "private": true, "type": "module" }""", TestContext.Current.CancellationToken);
            var (installed, said) = await RunAsync("npm", folder, "install", "--no-audit", "--no-fund", Package);
            Assert.SkipUnless(installed, $"npm cannot fetch {Package}: {said}");
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "report.mjs"), Script, TestContext.Current.CancellationToken);

        var (done, output) = await RunAsync("node", folder, "report.mjs", new Uri(served.Server.Address, "/mcp").ToString());

        Assert.True(done, output);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal("report_friction", Assert.Single(result.GetProperty("tools").EnumerateArray()).GetString());
        Assert.Equal(-32602, result.GetProperty("refused").GetInt32());
        var id = int.Parse(result.GetProperty("text").GetString()!.Split(' ')[^1].TrimEnd('.'), CultureInfo.InvariantCulture);
        Assert.Equal(("From the editor", "The tests are flaky."), ((await served.VoiceAsync(id)).Title, (await served.VoiceAsync(id)).Body));
    }

    private async Task<(bool Done, string Said)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DUET_KEY"] = served.Key;
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0 ? (true, output) : (false, output + await error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (false, missing.Message);
        }
    }
}
