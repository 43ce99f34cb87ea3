using System.CommandLine;
using Duet.Demo;

namespace Duet.Cli;

/// <summary><c>duet demo</c>: a server with a sample organisation, to look around in.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, of this machine only, separated by semicolons",
            DefaultValueFactory = _ => ServerOptions.DefaultUrl,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Another seed tells another history of the same company",
            DefaultValueFactory = _ => SampleHistory.DefaultSeed,
        };
        var verb = new Command("demo", "Look around in a sample organisation; nothing of yours is read or kept") { urls, seed };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var run = new DemoRun(result.GetValue(seed));
            using var data = await DemoData.CreateAsync(run.Seed, TimeProvider.System, cancellationToken);
            var options = new ServerOptions
            {
                DataFolder = data.Folder,
                Urls = result.GetValue(urls)!,
                GuestReadOnly = true,
                Configure = services => services.AddDemo(run),
            };
            if (!options.IsLoopback)
                throw new VerbException(ExitCodes.BadInput, "The demo is for this machine only.", "Choose an address such as http://127.0.0.1:5300.");
            await ServeVerb.RunAsync(options, result.InvocationConfiguration.Output, cancellationToken);
            return ExitCodes.Ok;
        });
        return verb;
    }
}
