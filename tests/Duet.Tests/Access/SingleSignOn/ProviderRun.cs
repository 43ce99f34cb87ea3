using System.Net;
using Duet.Access;
using Duet.Access.SingleSignOn;

namespace Duet.Tests.Access.SingleSignOn;

/// <summary>A server and its identity provider, and the way between them as a browser goes it.</summary>
internal sealed class ProviderRun : IAsyncDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });

    private ProviderRun(FakeProvider provider, RunningServer server) => (Provider, Server) = (provider, server);

    public FakeProvider Provider { get; }
    public RunningServer Server { get; }

    public static async Task<ProviderRun> StartAsync(Func<ProviderSettings, ProviderSettings>? change = null, TimeProvider? time = null)
    {
        var provider = await FakeProvider.StartAsync();
        var settings = Settings(provider);
        var server = await RunningServer.StartAsync(options => options with
        {
            IdentityProvider = change?.Invoke(settings) ?? settings,
            Time = time ?? TimeProvider.System,
        });
        // Somebody owns it already: what newcomers get does not depend on being first.
        using var owner = await server.BrowseAsOwnerAsync();
        return new ProviderRun(provider, server);
    }

    public static ProviderSettings Settings(FakeProvider provider) => new()
    {
        Authority = provider.Url,
        ClientId = FakeProvider.ClientId,
        Secret = FakeProvider.Secret,
        Label = "Work",
        FirstRole = Role.Member,
    };

    /// <summary>From the button to where it leads; the last answer is that of the address that the provider sends back to.</summary>
    public async Task<Answer> SignInAsync(Browser browser, string query = "", Func<string, string>? change = null)
    {
        var begun = await browser.OpenAsync("/sign-in/provider" + query);
        Assert.Equal(HttpStatusCode.Redirect, begun.Status);
        Assert.StartsWith(Provider.Url, begun.Location, StringComparison.Ordinal);
        using var asked = await client.GetAsync(begun.Location, TestContext.Current.CancellationToken);
        var back = asked.Headers.Location!.PathAndQuery;
        return await browser.OpenAsync(change?.Invoke(back) ?? back);
    }

    /// <summary>A sign-in that leads in.</summary>
    public async Task<Browser> ComeInAsync(string query = "")
    {
        var browser = Server.Browse();
        var answer = await SignInAsync(browser, query);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.DoesNotContain("problem", answer.Location, StringComparison.Ordinal);
        return browser;
    }

    /// <summary>A sign-in that leads to a page which says why not.</summary>
    public async Task<Answer> IsRefusedAsync(string problem, string query = "")
    {
        using var browser = Server.Browse();
        var answer = await SignInAsync(browser, query);
        Assert.Equal($"/sign-in/problem/{problem}", answer.Location);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/account")).Status);
        return await browser.OpenAsync(answer.Location!);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
