using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Initiatives;
using Duet.Initiatives.Records;

namespace Duet.Tests.Initiatives;

public sealed class InitiativePagesTests(WorkServer work) : IClassFixture<WorkServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Initiative_EnteredOnThePage_IsThereWithItsWork()
    {
        using var browser = await work.Cast.BrowseAsync(Role.ProductOps);

        var added = await browser.SubmitAsync("/initiatives", "add-initiative", ("Initiative.Name", "Exports <b>people</b> can trust"), ("Initiative.Code", "mp-1182"));
        var path = new Uri(work.Server.Address, added.Location!).AbsolutePath;
        await browser.SubmitAsync(path, "link", ("Link.Target", "Change"), ("Link.Repo", "shop"), ("Link.Key", "7"));
        await browser.SubmitAsync(path, "link", ("Link.Target", "Service"), ("Link.Key", "export"));
        // Deployments find their changes in the background.
        var page = "";
        for (var look = 0; look < 100 && !page.Contains("2 of 2 live", StringComparison.Ordinal); look++, await Task.Delay(200, TestContext.Current.CancellationToken))
            page = (await browser.OpenAsync(path)).Body;

        Assert.Equal(HttpStatusCode.Redirect, added.Status);
        Assert.Contains("Exports &lt;b&gt;people&lt;/b&gt; can trust", page, StringComparison.Ordinal);
        Assert.Contains("#7 MP-1182: export all rows", page, StringComparison.Ordinal);
        Assert.Contains("2 of 2 live", page, StringComparison.Ordinal);
        Assert.Contains("MP-1182</span>", (await browser.OpenAsync("/initiatives")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeatureAndTool_EnteredOnThePages_AreThere()
    {
        using var browser = await work.Cast.BrowseAsync(Role.DevexLead);

        var feature = await browser.SubmitAsync("/initiatives", "add-feature", ("Feature.Name", "Refund export"), ("Feature.Product", $"{work.Product}"));
        var tool = await browser.SubmitAsync("/tooling", "add-tool", ("Tool.Name", "Build cache"), ("Tool.Url", "https://cache.example.org"));
        var bad = await browser.SubmitAsync("/tooling", "add-tool", ("Tool.Name", "Bad"), ("Tool.Url", "javascript:alert(1)"));

        Assert.Contains("Refund export", (await browser.OpenAsync(new Uri(work.Server.Address, feature.Location!).AbsolutePath)).Body, StringComparison.Ordinal);
        Assert.Contains("https://cache.example.org", (await browser.OpenAsync(new Uri(work.Server.Address, tool.Location!).AbsolutePath)).Body, StringComparison.Ordinal);
        Assert.Contains("is no web address", bad.Body, StringComparison.Ordinal);
        Assert.Contains("Build cache", (await browser.OpenAsync("/tooling")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initiative_Edited_ShowsWhatWasEntered()
    {
        var id = await work.InitiativeAsync("To be edited");
        using var browser = await work.Cast.BrowseAsync(Role.Owner);

        var saved = await browser.SubmitAsync(
            InitiativesModule.InitiativePath(id), "edit", ("Edit.Name", "Edited"), ("Edit.State", "Shipped"), ("Edit.IsPublic", "true"), ("Edit.Slot", "Now"));

        Assert.Contains("Saved.", saved.Body, StringComparison.Ordinal);
        var row = (await work.Server.Get<KnownInitiatives>().FindAsync(id, Stop))!.Row;
        Assert.Equal(("Edited", InitiativeState.Shipped, true, RoadmapSlot.Now), (row.Name, row.State, row.IsPublic, row.Slot));
    }

    [Fact]
    public async Task Pages_ForWhoMayOnlyRead_HaveNoForms()
    {
        var id = await work.InitiativeAsync("Only to read");
        using var browser = await work.Cast.BrowseAsync(Role.Member);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/initiatives/99999")).Status);
        Assert.DoesNotContain("add-initiative", (await browser.OpenAsync("/initiatives")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Edit.Name", (await browser.OpenAsync(InitiativesModule.InitiativePath(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_InitiativeWrittenAndRead_IsTheSame()
    {
        var key = await work.Cast.KeyAsync(null, [Scopes.RoadmapWrite, Scopes.CatalogRead]);
        using var program = work.Server.Browse();

        var added = await SendAsync(HttpMethod.Post, "/api/v1/initiatives", """{"name":"By a program","state":"decided","code":"PR-77","roadmap":"next"}""");
        var id = JsonDocument.Parse(added.Body).RootElement.GetProperty("id").GetInt32();
        var changed = await SendAsync(HttpMethod.Put, $"/api/v1/initiatives/{id}", """{"name":"By a program","state":"started"}""");
        var wrong = await SendAsync(HttpMethod.Put, $"/api/v1/initiatives/{id}", """{"name":"By a program","state":"3"}""");
        var unknown = await SendAsync(HttpMethod.Put, "/api/v1/initiatives/99999", """{"name":"Nowhere","state":"started"}""");
        var all = JsonDocument.Parse((await SendAsync(HttpMethod.Get, "/api/v1/initiatives", null)).Body).RootElement.GetProperty("initiatives");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (added.Status, changed.Status));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (wrong.Status, unknown.Status));
        var one = Assert.Single(all.EnumerateArray(), row => row.GetProperty("id").GetInt32() == id);
        Assert.Equal(("started", 0), (one.GetProperty("state").GetString(), one.GetProperty("voices").GetInt32()));

        Task<Answer> SendAsync(HttpMethod method, string path, string? body)
        {
            var request = new HttpRequestMessage(method, path) { Headers = { { "Authorization", $"Bearer {key}" } } };
            if (body is not null)
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            return program.SendAsync(request);
        }
    }
}
