using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Duet.Feedback.Friction;

namespace Duet.Cli;

/// <summary><c>duet friction</c>: says what stands in the way, from a developer's own machine or beside the server.</summary>
internal static class FrictionVerb
{
    public const string ServerVariable = "DUET_SERVER";
    public const string KeyVariable = "DUET_KEY";

    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var text = new Argument<string[]>("TEXT") { Description = "What stands in the way; read from standard input where none is given", Arity = ArgumentArity.ZeroOrMore };
        var tool = new Option<string?>("--tool") { Description = "The tool it is about", HelpName = "NAME" };
        var server = new Option<string?>("--server")
        {
            Description = $"Address of the server (or {ServerVariable}), with a key in {KeyVariable}; without an address, the data directory on this machine is asked",
            HelpName = "URL",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ServerVariable),
        };

        var verb = new Command("friction", "Report what stands in a developer's way") { text, tool, server, data, records, format };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var to = result.InvocationConfiguration;
            var said = string.Join(' ', result.GetValue(text) ?? []).Trim();
            if (said.Length == 0)
                said = Console.IsInputRedirected ? (await Console.In.ReadToEndAsync(cancellationToken)).Trim() : "";
            if (said.Length == 0)
                throw new VerbException(ExitCodes.Usage, "There is no text.", "Write duet friction \"the build takes ten minutes\".");
            await using var host = await OpenAsync(result.GetValue(server), result.GetValue(data)!, result.GetValue(records), to.Error, cancellationToken);
            using var request = Request(said, result.GetValue(tool));
            var answer = await host.SendAsync(request, cancellationToken);
            if (result.GetValue(format) is OutputFormat.Json)
                Printer.PrintJson(to.Output, answer);
            else
                await to.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{(answer.GetProperty("duplicate").GetBoolean() ? "Reported before, as" : "Reported as")} {answer.GetProperty("id").GetInt32()}."));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static async Task<HostConnection> OpenAsync(string? server, string data, string? records, TextWriter error, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(server))
            return await HostConnection.OpenAsync(data, records, cancellationToken);
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            throw new VerbException(ExitCodes.BadInput, $"'{server}' is no address of a server.", "Write https://duet.example.org.");
        if (Environment.GetEnvironmentVariable(KeyVariable) is not { Length: > 0 } key)
            throw new VerbException(ExitCodes.BadInput, $"There is no key in {KeyVariable}.", "Ask for one with the scope friction:write: 'duet key add NAME --scope friction:write' makes it.");
        if (address.Scheme == "http" && !address.IsLoopback)
            await error.WriteLineAsync("duet: the key goes to this server in the clear; https hides it.");
        return HostConnection.At(address, key);
    }

    private static HttpRequestMessage Request(string text, string? tool)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, FrictionModule.Path) { Content = JsonContent.Create(new FrictionBody(text, tool), FrictionJson.Default.FrictionBody) };
        request.Headers.TryAddWithoutValidation("User-Agent", FrictionModule.CommandLineAgent);
        // Said twice on one day, as after an answer that was lost, it counts once.
        var day = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation(FrictionModule.MessageIdHeader, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{day}\0{tool}\0{text}"))));
        return request;
    }
}
