using Duet.Platform.Web;

namespace Duet.Platform.Ui;

/// <summary>Light, dark, or as the system says: kept in a cookie, so that the server draws the first byte right.</summary>
internal static class Theme
{
    public const string Cookie = "duet-theme";
    public const string Auto = "auto";

    public static IReadOnlyList<string> All { get; } = [Auto, "light", "dark"];

    /// <summary>The reader's choice; <see cref="Auto"/> for none or an unknown one.</summary>
    public static string Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } chosen && All.Contains(chosen) ? chosen : Auto;

    /// <summary>Without script the choice is a form; it leads back to the page it came from.</summary>
    public static void MapTheme(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/theme", Choose).DisableAntiforgery()
            .WithMetadata(new OpenToGuests()).ExcludeFromDescription();

    private static async Task<IResult> Choose(HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var theme = form["theme"].ToString();
        if (All.Contains(theme))
            context.Response.Cookies.Append(Cookie, theme, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            });
        var back = form["back"].ToString();
        // A path of ours only: "//elsewhere" and "/\elsewhere" would leave the site. A browser sends an address escaped; others no header could hold.
        var local = back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal)
            && back.All(letter => letter is > ' ' and <= '~');
        return Results.LocalRedirect(local ? back : "/");
    }
}
