using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Duet.Platform.Local;

/// <summary>
/// Serves requests of this process without listening anywhere: the command line asks the same routes whether a server
/// runs or not.
/// </summary>
internal sealed class MemoryServer : IServer
{
    private Func<IFeatureCollection, Task>? process;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        process = async features =>
        {
            var context = application.CreateContext(features);
            try
            {
                await application.ProcessRequestAsync(context);
            }
            catch (Exception failure)
            {
                application.DisposeContext(context, failure);
                throw;
            }
            application.DisposeContext(context, null);
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Carries requests to the server, once it has started.</summary>
    public HttpMessageHandler CreateHandler() => new Handler(this);

    public void Dispose()
    {
    }

    private sealed class Handler(MemoryServer server) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var process = server.process ?? throw new InvalidOperationException("The server has not started.");
            using var body = new MemoryStream();
            var response = new HttpResponseFeature();
            var features = new FeatureCollection();
            features.Set(await ReadAsync(request, cancellationToken));
            features.Set<IHttpRequestBodyDetectionFeature>(new Detection(request.Content is not null));
            features.Set<IHttpResponseFeature>(response);
            features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
            features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
            await process(features);

            var answer = new HttpResponseMessage((HttpStatusCode)response.StatusCode) { RequestMessage = request, Content = new ByteArrayContent(body.ToArray()) };
            foreach (var (name, values) in response.Headers)
                if (!answer.Headers.TryAddWithoutValidation(name, values.ToArray()))
                    answer.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            return answer;
        }

        private sealed record Detection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

        private static async Task<IHttpRequestFeature> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            var feature = new HttpRequestFeature
            {
                Method = request.Method.Method,
                Protocol = "HTTP/1.1",
                Scheme = address.Scheme,
                Path = Uri.UnescapeDataString(address.AbsolutePath),
                QueryString = address.Query,
                Headers = { Host = address.Authority },
            };
            foreach (var (name, values) in request.Headers)
                feature.Headers[name] = values.ToArray();
            if (request.Content is not { } content)
                return feature;
            feature.Body = await content.ReadAsStreamAsync(cancellationToken);
            foreach (var (name, values) in content.Headers)
                feature.Headers[name] = values.ToArray();
            feature.Headers.ContentLength = content.Headers.ContentLength;
            return feature;
        }
    }
}
