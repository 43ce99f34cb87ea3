using System.Net;
using Duet.Teams.Records;

namespace Duet.Tests.Teams.Imports;

public sealed class ImportPageTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        browser = await server.BrowseAsOwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Import_IsLookedAtThenConfirmed()
    {
        var preview = await browser.SubmitAsync("/teams/import", "read", ("Input.Kind", "People"), ("Input.Pasted", "name,mail,team\nAda,ada@example.org,Web\n"));

        Assert.Contains("new person", preview.Body, StringComparison.Ordinal);
        Assert.Empty(await PeopleAsync());
        var done = await ConfirmAsync(preview, "import");
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.Equal("Ada", (await PeopleAsync()).Single().Name);
        Assert.Contains("Imported: 3 added", (await browser.OpenAsync(done.Location!)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirmation_OfADirectoryThatChangedMeanwhile_ShowsTheNewPreview()
    {
        var mine = await browser.SubmitAsync("/teams/import", "read", ("Input.Kind", "People"), ("Input.Pasted", "name,mail,team\nAda,ada@example.org,Web\n"));
        var theirs = await browser.SubmitAsync("/teams/import", "read", ("Input.Kind", "People"), ("Input.Pasted", "name,mail,team\nAda,ada@example.org,Data\n"));
        await ConfirmAsync(theirs, "import");

        var late = await ConfirmAsync(mine, "import");

        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Contains("role=\"alert\"", late.Body, StringComparison.Ordinal);
        Assert.Contains("before: Data", late.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ConfirmAsync(late, "import")).Status);
    }

    [Fact]
    public async Task Problems_AreNamedByLineAndOfferNothingToConfirm()
    {
        var answer = await browser.SubmitAsync("/teams/import", "read", ("Input.Kind", "People"), ("Input.Pasted", "name,mail\nAda,<b>ada</b>\n"));

        Assert.Contains("pasted:2, mail", answer.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm.Id", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proposals_AreChosenBeforeTheyAreImported()
    {
        var preview = await browser.SubmitAsync(
            "/teams/import", "read", ("Input.Kind", "Codeowners"), ("Input.Repo", "acme/mono"), ("Input.Pasted", "/checkout/ @acme/money\n/search/ @acme/find\n"));
        Assert.DoesNotContain("value=\"import\"", preview.Body, StringComparison.Ordinal);

        var chosen = await ConfirmAsync(preview, "choose", ("Confirm.Chosen[0]", "checkout"));
        Assert.Contains("new service", chosen.Body, StringComparison.Ordinal);
        await ConfirmAsync(chosen, "import");

        await using var db = await DbAsync();
        Assert.Equal("checkout", db.Set<Service>().Single().Name);
    }

    [Fact]
    public async Task Page_ForSomebodyWhoIsNotSignedIn_IsClosed()
    {
        using var stranger = server.Browse();

        Assert.Equal(HttpStatusCode.Redirect, (await stranger.OpenAsync("/teams/import")).Status);
    }

    private Task<Answer> ConfirmAsync(Answer preview, string what, params (string Name, string Value)[] more)
    {
        var form = Browser.FormsOf(preview.Body).Single(found => found.Contains(("_handler", "confirm")));
        return browser.PostAsync("/teams/import", [.. form, .. more, ("Confirm.Do", what)]);
    }

    private async Task<IReadOnlyList<Person>> PeopleAsync()
    {
        await using var db = await DbAsync();
        return [.. db.Set<Person>()];
    }

    private Task<Duet.Platform.Records.AppDb> DbAsync() =>
        server.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Duet.Platform.Records.AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
