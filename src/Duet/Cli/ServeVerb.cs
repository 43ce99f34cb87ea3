using System.CommandLine;
using System.Net;
using Duet.Access;
using Duet.Access.SingleSignOn;
using Duet.Platform;
using Duet.Platform.Local;
using Duet.Sources;

namespace Duet.Cli;

/// <summary><c>duet serve</c>: the web server.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons",
            DefaultValueFactory = _ => ServerOptions.DefaultUrl,
        };
        var address = new Option<string?>("--address")
        {
            Description = "Address that people reach this server by, for links in messages; without it, the first of --urls",
            HelpName = "URL",
        };
        address.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")))
                given.AddError($"'{text}' is no address such as https://duet.example.org.");
        });
        var git = new Option<string[]>("--git")
        {
            Description = "Git repository to read, if it is not a source yet; may be repeated",
            HelpName = "PATH|URL",
        };
        var proxies = new Option<string[]>("--proxy")
        {
            Description = "Reverse proxy whose X-Forwarded headers are believed: an address or a network such as 10.0.0.0/8",
            HelpName = "ADDRESS",
        };
        var memory = new Option<int>("--facts-memory")
        {
            Description = "Megabytes that the fact store may hold in memory before it spills to disk",
            HelpName = "MB",
            DefaultValueFactory = _ => ServerOptions.DefaultFactsMegabytes,
        };
        memory.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < ServerOptions.LeastFactsMegabytes)
                given.AddError($"--facts-memory takes at least {ServerOptions.LeastFactsMegabytes}.");
        });
        var verb = new Command("serve", "Start the web server") { git, data, urls, address, records, proxies, memory };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var options = new ServerOptions
            {
                DataFolder = result.GetValue(data)!,
                Urls = result.GetValue(urls)!,
                PublicAddress = result.GetValue(address) is { } site ? new Uri(site) : null,
                Records = result.GetValue(records),
                GitLocations = result.GetValue(git) ?? [],
                IdentityProvider = IdentityProvider(),
                FactsMegabytes = result.GetValue(memory),
                Proxies = [.. (result.GetValue(proxies) ?? []).Select(Network)],
            };
            await RunAsync(options, result.InvocationConfiguration.Output, cancellationToken);
            return ExitCodes.Ok;
        });
        return verb;
    }

    /// <summary>Serves until it is stopped.</summary>
    public static async Task RunAsync(ServerOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var app = await Server.BuildAsync(options, cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException refusal)
        {
            // Services that were started already end before what they use does.
            await app.StopAsync(CancellationToken.None);
            throw new VerbException(ExitCodes.BadInput, refusal.Message, "Choose another address with --urls.");
        }
        var address = Reachable(app.Urls.First());
        using var file = ServerFile.Write(
            app.Services.GetRequiredService<DataDirectory>(), Reachable(app.Urls.FirstOrDefault(IsPlain) ?? app.Urls.First()),
            app.Services.GetRequiredService<HostToken>());
        await output.WriteLineAsync($"Duet is at {address}");
        await output.WriteLineAsync($"  data in {Path.GetFullPath(options.DataFolder)}");
        await AddSourcesAsync(app.Services.GetRequiredService<KnownSources>(), options.GitLocations, output, cancellationToken);
        if (!options.GuestReadOnly
            && await app.Services.GetRequiredService<SetupLinks>().IssueAsync(cancellationToken) is { } token)
            await output.WriteLineAsync(
                $"  nobody has claimed it yet: make your account at{Environment.NewLine}  {address}{SetupLinks.Path}?token={token}");
        await output.WriteLineAsync("  Ctrl+C stops it");
        await output.FlushAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task AddSourcesAsync(
        KnownSources sources, IReadOnlyList<string> locations, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var location in locations)
        {
            var answer = await sources.AddAsync("git", location, Caller.Host.AuditName, cancellationToken);
            if (answer.Problem is { } problem)
                throw new VerbException(ExitCodes.BadInput, $"--git {SourceLocation.Shown(location)}: {problem.Message}", problem.Hint);
            await output.WriteLineAsync(
                $"  {(answer.WasKnown ? "keeps up with" : "reads")} {SourceLocation.Shown(SourceLocation.Kept(location))} as {answer.Name}");
        }
    }

    // An address that means "all interfaces" cannot be opened in a browser.
    private static string Reachable(string url) =>
        url.Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("*", "localhost", StringComparison.Ordinal)
            .Replace("+", "localhost", StringComparison.Ordinal)
            .TrimEnd('/');

    private static ProviderSettings? IdentityProvider()
    {
        try
        {
            return ProviderVariables.Read(Environment.GetEnvironmentVariable);
        }
        catch (FormatException refusal)
        {
            throw new VerbException(ExitCodes.BadInput, refusal.Message);
        }
    }

    // The command line of this machine cannot check a certificate made for another name.
    private static bool IsPlain(string url) => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase);

    private static IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new VerbException(ExitCodes.Usage, $"--proxy {text} is neither an address nor a network.", "Write 10.0.0.7 or 10.0.0.0/8.");
    }
}
