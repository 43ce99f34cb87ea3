using Duet.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests;

/// <summary>The whole server on a free port of loopback, with a data directory of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string OwnerMail = "ada@example.org";
    public const string OwnerPassword = "correct horse battery";

    private readonly TemporaryFolder? ownFolder;

    private RunningServer(WebApplication app, TemporaryFolder? ownFolder)
    {
        (App, this.ownFolder) = (app, ownFolder);
        Address = new Uri(app.Urls.First());
    }

    public WebApplication App { get; }
    public Uri Address { get; }

    public static async Task<RunningServer> StartAsync(
        Func<ServerOptions, ServerOptions>? change = null, string? dataFolder = null, Action<WebApplication>? before = null)
    {
        var folder = dataFolder is null ? new TemporaryFolder() : null;
        var options = new ServerOptions { DataFolder = dataFolder ?? folder!.Path, Urls = "http://127.0.0.1:0" };
        options = change?.Invoke(options) ?? options;
        if (folder is not null && options.Records is null)
            await MadeTables.PutAsync(Path.Combine(folder.Path, "records.db"));
        var app = await Server.BuildAsync(options, TestContext.Current.CancellationToken);
        before?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app, folder);
    }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>A browser without JavaScript: keeps cookies, follows no redirects by itself.</summary>
    public Browser Browse() => new(Address);

    /// <summary>A browser in which the first owner has signed in.</summary>
    public async Task<Browser> BrowseAsOwnerAsync()
    {
        var token = await Get<SetupLinks>().IssueAsync(TestContext.Current.CancellationToken);
        if (token is not null)
            await Get<Accounts>().CreateOwnerAsync(
                token, new NewAccount(OwnerMail, "Ada", OwnerPassword), TestContext.Current.CancellationToken);
        var browser = Browse();
        var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Mail", OwnerMail), ("Input.Password", OwnerPassword));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.Status);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(TestContext.Current.CancellationToken);
        await App.DisposeAsync();
        ownFolder?.Dispose();
    }
}
