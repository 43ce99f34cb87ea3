using Duet.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Duet.Tests.Platform;

/// <summary>Whoever is signed in is nobody on the pages for people outside.</summary>
public sealed class CookielessPathsTests
{
    [Theory]
    [InlineData("/portal/seen", true)]
    [InlineData("/Survey/seen", true)]
    [InlineData("/embed/seen", true)]
    [InlineData("/surveys/seen", false)]
    public async Task Path_ForPeopleOutside_NeitherReadsNorGivesACookie(string path, bool isCookieless)
    {
        await using var server = await RunningServer.StartAsync(before: app => app.MapGet(path, (HttpContext context) =>
        {
            context.Response.Cookies.Append("left", "behind");
            return $"{context.User.Identity?.IsAuthenticated} {context.Request.Cookies.Count} {context.Request.Headers.Authorization.Count}";
        }).Needs(Permission.Open));
        using var owner = await server.BrowseAsOwnerAsync();

        var seen = await owner.OpenAsync(path, request => request.Headers.Authorization = new("Bearer", KeyText.Create()));

        Assert.Equal(isCookieless, seen.Body == "False 0 0");
        Assert.Equal(!isCookieless, seen.Headers.ContainsKey("Set-Cookie"));
        Assert.Equal(isCookieless ? "no-referrer" : "same-origin", seen.Headers["Referrer-Policy"]);
    }
}
