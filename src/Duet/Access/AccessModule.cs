using System.Security.Claims;
using System.Threading.RateLimiting;
using Duet.Access.SingleSignOn;
using Duet.Platform.Ui;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Duet.Access;

/// <summary>Who may come in: people by cookie, programs by key, guests of a demonstration.</summary>
internal static class AccessModule
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";
    private const string KeysPage = "/settings/keys";
    private const string ByRequest = "by request";
    private const int SignInsPerMinute = 30;

    public static IServiceCollection AddAccess(this IServiceCollection services, bool guestReadOnly, ProviderSettings? identityProvider)
    {
        // The framework reports every unknown key and every refusal under the names of our handlers.
        services.AddLogging(logging => logging
            .AddFilter(typeof(ApiKeyHandler).FullName, LogLevel.Warning).AddFilter(typeof(GuestHandler).FullName, LogLevel.Warning)
            .AddFilter(typeof(HostTokenHandler).FullName, LogLevel.Warning));
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInAudit>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<OpenInvitations>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<SetupLinks>();
        services.AddSingleton<Keys>();
        services.AddSingleton<RefusedKeys>();
        services.AddSingleton<AuditKey>();
        services.AddSingleton<Audit>();
        services.AddSingleton<AuditHealth>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditHealth>());
        services.AddHealthChecks().AddCheck<AuditHealth>("audit");
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
        services.AddSingleton<SignedIn>();
        services.AddSingleton<Func<Matrix>>(() => Matrix.Standard);
        services.AddSingleton<IAuthorizationHandler, Gate>();
        services.AddScoped(provider => new Caller(
            () => provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User ?? Principals.Nobody,
            provider.GetRequiredService<Func<Matrix>>(), provider.GetRequiredService<ITeamsOfPerson>(),
            provider.GetRequiredService<IOpenTeams>()));
        services.AddSingleton<PageNeeds>();
        services.AddScoped<IOpenPages, OpenPages>();
        services.AddAuthentication(ByRequest)
            .AddPolicyScheme(ByRequest, null, options => options.ForwardDefaultSelector = context =>
                HostTokenHandler.IsFor(context.Request) ? Principals.HostScheme
                : guestReadOnly ? Guests.Scheme
                : Problems.IsForPrograms(context) && context.Request.Headers.Authorization.Count > 0 ? Principals.KeyScheme
                : Principals.CookieScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Principals.KeyScheme, null)
            .AddScheme<AuthenticationSchemeOptions, HostTokenHandler>(Principals.HostScheme, null)
            .AddScheme<AuthenticationSchemeOptions, GuestHandler>(Guests.Scheme, null)
            .AddCookie(Principals.CookieScheme, Configure);
        services.AddSingleSignOn(identityProvider);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new MatrixRequirement()).Build());
        services.AddCascadingAuthenticationState();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Limit);
            options.OnRejected = (rejected, cancellationToken) =>
                new ValueTask(rejected.HttpContext.RequestServices.GetRequiredService<SignInAudit>().FloodedAsync(cancellationToken));
        });
        return services;
    }

    public static void UseAccess(this WebApplication app, bool guestReadOnly)
    {
        app.UseRateLimiter();
        app.UseMiddleware<KeysInAddresses>();
        app.UseAuthentication();
        if (guestReadOnly)
            app.UseMiddleware<GuestWrites>();
        app.UseAuthorization();
        app.UseMiddleware<CookieWrites>();
        app.UseMiddleware<Denials>();
    }

    public static string RevokePath(string name) => $"{KeysPage}/{Uri.EscapeDataString(name)}/revoke";

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();
        forms.MapPost(SignOutPath, SignOutAsync).Needs(Permission.OwnAccount);
        forms.MapPost(KeysPage + "/{name}/revoke", RevokeAsync).Needs(Permission.KeysManage);
        routes.MapAudit();
        forms.MapAccounts();
        routes.MapSingleSignOn();
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> RevokeAsync(
        string name, Keys keys, Caller caller, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(name, caller, cancellationToken) ? TypedResults.LocalRedirect(KeysPage) : TypedResults.NotFound();

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await context.SignOutAsync(Principals.CookieScheme);
        return TypedResults.LocalRedirect(SignInPath);
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "duet";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new SchemeCookies();
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int statusForPrograms)
    {
        if (Problems.IsForPrograms(context.HttpContext))
            context.Response.StatusCode = statusForPrograms;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var signedIn = context.HttpContext.RequestServices.GetRequiredService<SignedIn>();
        var who = context.Principal;
        if (Guid.TryParse(who?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            && who.FindFirstValue(Principals.StampClaim) is { } stamp
            && await signedIn.FindAsync(id, stamp, context.HttpContext.RequestAborted) is { } account)
        {
            // Role and person of now, not of the day when the cookie was written.
            context.ReplacePrincipal(Principals.Of(account));
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Principals.CookieScheme);
    }

    private static RateLimitPartition<string> Limit(HttpContext context) =>
        IsAttempt(context.Request)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("");

    // Forms with passwords, and the stations of a sign-in through the provider, which come as links.
    private static bool IsAttempt(HttpRequest request) => HttpMethods.IsPost(request.Method)
        ? ((string[])[SignInPath, SetupLinks.Path, Invitations.Path, AccountsPaths.Own]).Any(path => request.Path.StartsWithSegments(path))
        : request.Path.StartsWithSegments(SingleSignOnModule.BeginPath) || request.Path.StartsWithSegments(ProviderConfiguration.CallbackPath);
}
