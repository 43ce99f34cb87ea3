namespace Duet.Access.SingleSignOn;

/// <summary>How the server itself asks the identity provider: briefly, within bounds, and following nobody elsewhere.</summary>
internal sealed class ProviderHttp : IDisposable
{
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1 << 20,
    };

    public void Dispose() => Client.Dispose();
}
