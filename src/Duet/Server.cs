using Duet.Platform;
using Duet.Platform.Ui;
using Duet.Platform.Web;

namespace Duet;

/// <summary>Puts the modules together into one web server.</summary>
internal static class Server
{
    public static WebApplication Build(ServerOptions options)
    {
        // The content lies beside the program, wherever it is started from.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "duet",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls.Split(';')).UseStaticWebAssets();
        builder.Services.AddRouting();
        builder.Services.AddLogging(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddWebShell();

        var app = builder.Build();
        app.UseWebShell();
        app.MapStaticAssets();
        app.MapRazorComponents<App>();
        return app;
    }
}
