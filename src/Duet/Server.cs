using Duet.Access;
using Duet.Access.SingleSignOn;
using Duet.Delivery;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Explore;
using Duet.Feedback;
using Duet.Feedback.Friction;
using Duet.Feedback.Hooks;
using Duet.Feedback.Mailbox;
using Duet.Mcp;
using Duet.Feedback.Inbox;
using Duet.Initiatives;
using Duet.Loop;
using Duet.Metrics;
using Duet.Metrics.Api;
using Duet.Overview;
using Duet.Platform;
using Duet.Platform.Journal;
using Duet.Platform.Local;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Platform.Ui;
using Duet.Platform.Web;
using Duet.Settings;
using Duet.Settings.Checks;
using Duet.Sources;
using Duet.Sources.Doors;
using Duet.Sources.Hooks;
using Duet.Surveys;
using Duet.Surveys.Api;
using Duet.Surveys.Form;
using Duet.Teams;
using Duet.Teams.Imports;
using Duet.Teams.Me;
using Duet.Teams.People;
using Duet.Teams.People.Api;
using Duet.Teams.Scim;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;

namespace Duet;

/// <summary>Puts the modules together into one web server.</summary>
internal static class Server
{
    /// <summary>A server with its tables up to date, ready to be started.</summary>
    public static async Task<WebApplication> BuildAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        if (options is { GuestReadOnly: true, IsLoopback: false })
            throw new InvalidOperationException("Guests are let in on loopback only.");
        var data = DataDirectory.Open(options.DataFolder);
        var claim = data.Claim();
        try
        {
            return await BuildAsync(options, data, claim, cancellationToken);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    private static async Task<WebApplication> BuildAsync(
        ServerOptions options, DataDirectory data, IDisposable claim, CancellationToken cancellationToken)
    {
        var records = RecordsStore.At(data.RecordsFile, options.Records);
        // Both stores open while the rest is put together: half of the time to the first page is theirs.
        var opening = DuckDbFactStore.OpenAsync(data.FactsFile, new FactStoreOptions { Clock = options.Time, MemoryLimitMegabytes = options.FactsMegabytes }, cancellationToken);
        var migrating = Task.Run(() => records.MigrateAsync(cancellationToken), cancellationToken);
        DuckDbFactStore? facts = null;

        // The content lies beside the program, wherever it is started from.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "duet",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false)
            .UseUrls(options.Urls.Split(';')).UseStaticWebAssets();
        // Registered by a function, so that the container gives the claim back when the server ends.
        builder.Services.AddSingleton(_ => claim);
        builder.Services.AddSingleton<IFactStore>(_ => facts!);
        Add(builder.Services, options, data, records);
        options.Configure(builder.Services);
        if (!options.Listens)
        {
            builder.Services.AddSingleton<MemoryServer>();
            builder.Services.AddSingleton<IServer>(provider => provider.GetRequiredService<MemoryServer>());
        }

        var app = Map(builder.Build(), options);
        try
        {
            await migrating;
            facts = await opening;
        }
        catch
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
                await opening.Result.DisposeAsync();
            await app.DisposeAsync();
            throw;
        }
        app.Services.GetRequiredService<IDisposable>();
        app.Services.GetRequiredService<IFactStore>();
        await app.Services.GetRequiredService<InstallationSettings>().LoadAsync(cancellationToken);
        await app.Services.GetRequiredService<IdentityProvider>().LoadAsync(cancellationToken);
        return app;
    }

    private static WebApplication Map(WebApplication app, ServerOptions options)
    {
        app.UseWebShell();
        app.UseScim();
        app.UseAccess(options.GuestReadOnly);
        app.UseForms();
        app.MapStaticAssets().ShortCircuit();
        // The platform knows no module, so its own routes are given their rows of the matrix here.
        var open = app.MapGroup("").Needs(Permission.Open);
        open.MapHealth();
        open.MapTheme();
        app.MapGroup("").Needs(Permission.DefinitionsRead).MapApiReference();
        app.MapLocal().Needs(Permission.SettingsRead);
        app.MapChecks();
        app.MapAccess();
        app.MapPeople();
        app.MapMe();
        app.MapPeopleApi();
        app.MapSources();
        app.MapTeams();
        app.MapInitiatives();
        app.MapImports();
        app.MapDoors();
        app.MapHooks();
        app.MapFeedback();
        app.MapScim();
        app.MapSurveyForms();
        app.MapMetricsApi();
        app.MapSurveys();
        app.MapFriction();
        app.MapMailVoices();
        app.MapMcp();
        app.MapRazorComponents<App>().NeedsOf<ProblemPage>(Permission.Open);
        return app;
    }

    private static void Add(IServiceCollection services, ServerOptions options, DataDirectory data, RecordsStore records)
    {
        services.AddRouting();
        services.AddServerLogging();
        services.AddSingleton(options.Time);
        services.AddSingleton(data);
        services.AddSingleton<IDbContextFactory<AppDb>>(records);
        services.AddSingleton(_ => records.Changes);
        services.AddWebShell(data, options.Proxies);
        services.AddHealth();
        services.AddAccess(options.GuestReadOnly, options.IdentityProvider);
        services.AddSingleton<ITeamsOfPerson, OwnTeams>();
        services.AddLocal();
        services.AddSettings();
        services.AddMessages(options.Listens);
        services.AddTeams();
        services.AddImports();
        services.AddJournal(data, options.Records);
        services.AddScim();
        services.AddSources(options.Listens);
        services.AddUi();
        services.AddFeedback(options.Listens);
        services.AddSingleton(provider => new PublicAddress(options.PublicAddress, provider.GetRequiredService<IServer>()));
        services.AddFriction();
        services.AddMailVoices(options.Listens);
        services.AddSingleton<IHookListener, HookVoices>();
        services.AddMcp();
        services.AddMetricPages();
        services.AddScoped<Boards>();
        services.AddScoped<DeliveryPictures>();
        services.AddSingleton<ServiceAttribution>();
        services.AddHostedService<ServiceAttributions>();
        services.AddSingleton<DeploymentAttribution>();
        services.AddHostedService<DeploymentAttributions>();
        services.AddScoped<Explorations>();
        services.AddPeopleApi();
        services.AddSurveys(options.Listens);
        services.AddInitiatives();
        services.AddInbox();
        services.AddLoop(options.Listens);
        services.AddMetricsApi();
        services.AddApiReference();
    }
}
