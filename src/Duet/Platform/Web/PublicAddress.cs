using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Duet.Platform.Web;

/// <summary>
/// Where people reach this installation, for links in messages. Never taken from a request: whoever sends one could name a site of theirs.
/// </summary>
/// <param name="given">As the server was started with; null takes the address it listens on.</param>
internal sealed class PublicAddress(Uri? given, IServer server)
{
    /// <param name="path">From the root on: <c>/survey/7</c>.</param>
    public string Of(string path) => (given ?? Listening()).AbsoluteUri.TrimEnd('/') + path;

    private Uri Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1/";
        // An address that means every network of the machine is none that a browser could open.
        return new Uri(address.Replace("://*", "://localhost").Replace("://+", "://localhost").Replace("://[::]", "://localhost").Replace("://0.0.0.0", "://localhost"));
    }
}
