using System.Net;
using Duet.Access;

namespace Duet.Tests.Access;

public sealed class KeysPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_MadeAndRevokedOnThePage_IsShownOnce()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        var made = await browser.SubmitAsync(
            "/settings/keys", "add-key", ("Input.Name", "ci"), ("Input.Scopes", Scopes.EventsWrite), ("Input.Scopes", Scopes.CatalogRead),
            ("Input.LastDay", "2999-12-31"));
        Assert.Contains("<code class=\"mono\">duet_", made.Body, StringComparison.Ordinal);
        var page = await browser.OpenAsync("/settings/keys");
        Assert.DoesNotContain("<code class=\"mono\">duet_", page.Body, StringComparison.Ordinal);
        var key = Assert.Single(await server.Get<Keys>().ListAsync(Stop));
        Assert.Equal([Scopes.CatalogRead, Scopes.EventsWrite], key.Scopes);
        Assert.Equal(new DateTimeOffset(3000, 1, 1, 0, 0, 0, TimeSpan.Zero), key.ExpiresAt);
        Assert.NotNull(key.IssuedBy);

        var revoke = Browser.FormsOf(page.Body).First(form => !form.Any(field => field.Name == "_handler"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/settings/keys/ci/revoke", [.. revoke])).Status);
        Assert.Empty(await server.Get<Keys>().ListAsync(Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/settings/keys/ci/revoke", [.. revoke])).Status);
    }

    [Theory]
    [InlineData("Input.Name", " ")]
    [InlineData("Input.Scopes", "everything")]
    [InlineData("Input.LastDay", "2001-01-01")]
    [InlineData("Input.LastDay", "soon")]
    public async Task Form_WithABadField_MakesNoKeyAndSaysWhy(string field, string value)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        (string, string)[] good = [("Input.Name", "ci"), ("Input.Scopes", Scopes.MetricsRead), ("Input.LastDay", "")];

        var answer = await browser.SubmitAsync("/settings/keys", "add-key", [.. good.Where(entered => entered.Item1 != field), (field, value)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.Empty(await server.Get<Keys>().ListAsync(Stop));
    }
}
