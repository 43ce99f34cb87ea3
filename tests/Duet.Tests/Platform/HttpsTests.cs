using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Duet.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Platform;

/// <summary>A real https endpoint with a certificate of its own.</summary>
public sealed class HttpsTests
{
    private const string Host = "duet.example";

    [Fact]
    public async Task Cookie_UnderHttps_IsBoundToTheHostAndSecure()
    {
        using var certificate = Certificate();
        await using var server = await StartAsync(certificate);
        using var client = Client(server, certificate);
        var token = await server.Get<SetupLinks>().IssueAsync(TestContext.Current.CancellationToken);
        var setup = await client.GetAsync($"/setup?token={token}", TestContext.Current.CancellationToken);
        var form = Browser.FormsOf(await setup.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))[0];
        (string Name, string Value)[] fields =
            [.. form, ("Input.Name", "Ada"), ("Input.Mail", "ada@example.org"), ("Input.Password", "correct horse battery")];
        using var sent = new HttpRequestMessage(HttpMethod.Post, $"/setup?token={token}")
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        sent.Headers.Add("Cookie", setup.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

        var answer = await client.SendAsync(sent, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-duet=", StringComparison.Ordinal));
        var attributes = cookie.Split("; ").Skip(1).Select(attribute => attribute.ToLowerInvariant()).ToList();
        Assert.Contains("secure", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        using var page = new HttpRequestMessage(HttpMethod.Get, "/");
        page.Headers.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(page, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/api/v1/metrics")]
    [InlineData("/duet.css")]
    public async Task Answers_UnderHttps_AskForHttpsFromNowOn(string path)
    {
        using var certificate = Certificate();
        await using var server = await StartAsync(certificate);
        using var client = Client(server, certificate);

        var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    private static Task<RunningServer> StartAsync(X509Certificate2 certificate) => RunningServer.StartAsync(options => options with
    {
        Configure = services => services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(certificate))),
    });

    // Asks for the host by its name, as through a name service.
    private static HttpClient Client(RunningServer server, X509Certificate2 certificate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri($"https://{Host}"),
    };

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
