using Duet.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Access;

/// <summary>A server whose matrix can be replaced, with an account of each role and a probe for each row.</summary>
public sealed class ProbedServer : IAsyncLifetime
{
    public const string WithoutARow = "/without-a-row";

    internal Matrix Matrix { get; set; } = Matrix.Standard;
    internal RunningServer Server { get; private set; } = null!;
    internal Cast Cast { get; private set; } = null!;
    internal HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    internal static IEnumerable<Permission> Permissions => Enum.GetValues<Permission>().Where(permission => permission != Permission.Open);

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync(
            options => options with { Configure = services => services.AddSingleton<Func<Matrix>>(() => Matrix) }, before: MapProbes);
        Cast = new Cast(Server);
        Client.BaseAddress = Server.Address;
        foreach (var role in Enum.GetValues<Role>())
            await Cast.AccountAsync(role);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Rows that no route of this version stands under are walked by these.</summary>
    internal static void MapProbes(WebApplication app)
    {
        foreach (var permission in Permissions)
            app.MapGet($"/api/v1/probe/{permission}", (Caller caller) => TypedResults.Json(new Dictionary<string, string>
            {
                ["reach"] = caller.Reach(permission).ToString(),
            })).Needs(permission);
        app.MapGet(WithoutARow, () => "");
    }
}
