namespace Duet.Access.SingleSignOn;

/// <summary>How the server itself asks the identity provider: briefly, within bounds, and following nobody elsewhere.</summary>
internal sealed class ProviderHttp : IDisposable
{
    public HttpClient Client { get; } = new(new Faults
    {
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1 << 20,
    };

    public void Dispose() => Client.Dispose();

    // Something in front of a provider that is down answers in its place: that is no answer.
    private sealed class Faults : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if ((int)answer.StatusCode < StatusCodes.Status500InternalServerError)
                return answer;
            answer.Dispose();
            throw new HttpRequestException($"The provider answered {(int)answer.StatusCode}.", null, answer.StatusCode);
        }
    }
}
