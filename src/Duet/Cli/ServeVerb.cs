using System.CommandLine;

namespace Duet.Cli;

/// <summary><c>duet serve</c>: the web server.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Data directory", HelpName = "DIR", DefaultValueFactory = _ => ServerOptions.DefaultDataFolder,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons", DefaultValueFactory = _ => ServerOptions.DefaultUrl,
        };
        var verb = new Command("serve", "Start the web server") { data, urls };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var app = Server.Build(new ServerOptions
            {
                DataFolder = Path.GetFullPath(result.GetValue(data)!),
                Urls = result.GetValue(urls)!,
            });
            await app.StartAsync(cancellationToken);
            await result.InvocationConfiguration.Output.WriteLineAsync($"Duet listens on {string.Join(", ", app.Urls)}");
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        });
        return verb;
    }
}
