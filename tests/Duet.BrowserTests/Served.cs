using Duet.Demo;
using Microsoft.AspNetCore.Builder;

namespace Duet.BrowserTests;

/// <summary>The whole server on a free port of loopback.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly IDisposable data;

    private Served(WebApplication app, IDisposable data) => (this.app, this.data) = (app, data);

    public Uri Address => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    /// <summary>The sample organisation, open to guests.</summary>
    public static async Task<Served> SampleAsync(CancellationToken cancellationToken)
    {
        var demo = await DemoData.CreateAsync(SampleHistory.DefaultSeed, TimeProvider.System, cancellationToken);
        return await StartAsync(new ServerOptions { DataFolder = demo.Folder, GuestReadOnly = true }, demo, cancellationToken);
    }

    /// <summary>The sample organisation, for those who sign in.</summary>
    public static async Task<Served> OwnSampleAsync(CancellationToken cancellationToken)
    {
        var demo = await DemoData.CreateAsync(SampleHistory.DefaultSeed, TimeProvider.System, cancellationToken);
        return await StartAsync(new ServerOptions { DataFolder = demo.Folder }, demo, cancellationToken);
    }

    /// <summary>A first start with an empty data directory.</summary>
    public static Task<Served> EmptyAsync(CancellationToken cancellationToken)
    {
        var folder = new Scratch();
        return StartAsync(new ServerOptions { DataFolder = folder.Path }, folder, cancellationToken);
    }

    private static async Task<Served> StartAsync(ServerOptions options, IDisposable data, CancellationToken cancellationToken)
    {
        var app = await Server.BuildAsync(options with { Urls = "http://127.0.0.1:0" }, cancellationToken);
        await app.StartAsync(cancellationToken);
        return new Served(app, data);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("duet-browser-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
