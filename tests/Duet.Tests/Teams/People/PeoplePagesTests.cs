using System.Net;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams.People;

/// <summary>The pages about people in a running server, without JavaScript.</summary>
public sealed class PeoplePagesTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private Browser owner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        owner = await server.BrowseAsOwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Form_ANewPerson_StandsInTheDirectoryAndIsFoundWithoutAccents()
    {
        var added = await owner.SubmitAsync("/people", "add-person", ("Input.Name", "Álvaro Núñez"), ("Input.Mail", "Alvaro@Corp.example"));

        Assert.Equal(HttpStatusCode.Redirect, added.Status);
        Assert.Contains("alvaro@corp.example", (await owner.OpenAsync("/people?q=nunez")).Body, StringComparison.Ordinal);
        Assert.Contains("0 people", (await owner.OpenAsync("/people?q=nobody")).Body, StringComparison.Ordinal);
        var again = await owner.SubmitAsync("/people", "add-person", ("Input.Name", "Other"), ("Input.Mail", "alvaro@corp.example"));
        Assert.Contains("Somebody else has that address", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestion_AcceptedOnThePage_IsLinkedAndCanBeUndone()
    {
        var jane = await PersonAsync("Jane Doe", "jane@corp.example");
        await SeenAsync(new Actor("mail", "jd@home.example", "Jane Doe", ActorKind.Human));
        var page = await owner.OpenAsync("/people/suggestions");
        Assert.Contains("same name: jane doe", page.Body, StringComparison.Ordinal);

        await PressAsync("/people/suggestions", "/people/suggestions/accept");

        Assert.Contains("jd@home.example", (await owner.OpenAsync($"/people/{jane}")).Body, StringComparison.Ordinal);
        Assert.Contains("No two look like the same person", (await owner.OpenAsync("/people/suggestions")).Body, StringComparison.Ordinal);
        await PressAsync($"/people/{jane}", "/people/changes/[0-9]+/undo");
        Assert.Contains("same name: jane doe", (await owner.OpenAsync("/people/suggestions")).Body, StringComparison.Ordinal);
        await PressAsync("/people/suggestions", "/people/suggestions/dismiss");
        Assert.Contains("No two look like the same person", (await owner.OpenAsync("/people/suggestions")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_AllAboveALevel_AreAcceptedAtOnce()
    {
        await PersonAsync("Jane Doe", "jane@corp.example");
        await SeenAsync(
            new Actor("mail", "jd@home.example", "Jane Doe", ActorKind.Human), new Actor("github", "janedoe", "Jane Doe", ActorKind.Human),
            new Actor("mail", "x@home.example", "Ottoline Stone", ActorKind.Human), new Actor("mail", "y@home.example", "Ottoline Stone", ActorKind.Human),
            new Actor("mail", "z@home.example", "Stone, Ottoline", ActorKind.Human));

        await PressAsync("/people/suggestions?above=0.9", "/people/suggestions/accept-all");

        var book = await server.Get<IdentityBook>().ReadAsync(Stop);
        Assert.Equal(["Jane Doe", "Ottoline Stone"], book.People.Select(person => person.Name).Order());
        Assert.Empty(book.Unlinked);
    }

    [Fact]
    public async Task Rule_TriedAndKept_ShowsItsCatchFirstAndDecidesThen()
    {
        await SeenAsync(new Actor("mail", "deploy-3@corp.example", "Deploy", ActorKind.Human), new Actor("mail", "jane@corp.example", "Jane Doe", ActorKind.Human));
        const string Tried = "/people/rules?field=Key&pattern=deploy-*&kind=Bot";
        var preview = await owner.OpenAsync(Tried);
        Assert.Contains("Fits 1 identities; 1 of them", preview.Body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await owner.SubmitAsync(Tried, "keep-rule")).Status);

        await server.Get<Duet.Teams.Projection.DimensionProjection>().RefreshAsync(Stop);
        var kinds = (await server.Get<IFactStore>().AliasesAsync(Stop)).ToDictionary(alias => alias.Key, alias => alias.Kind);
        Assert.Equal((ActorKind.Bot, ActorKind.Human), (kinds["deploy-3@corp.example"], kinds["jane@corp.example"]));
    }

    [Fact]
    public async Task Identity_SaidToBeABot_IsOneWhateverTheRulesSay()
    {
        await SeenAsync(new Actor("github", "crane", "Crane", ActorKind.Human));

        await PressAsync("/people/identities?q=crane", "/people/identities/kind");

        await server.Get<Duet.Teams.Projection.DimensionProjection>().RefreshAsync(Stop);
        Assert.Equal(ActorKind.Bot, Assert.Single(await server.Get<IFactStore>().AliasesAsync(Stop)).Kind);
        Assert.Equal("github:crane", (await server.Get<ActorRules>().ListAsync(Stop))[0].Pattern);
    }

    [Theory]
    [InlineData(nameof(Role.Member))]
    [InlineData(nameof(Role.TeamLead))]
    [InlineData(nameof(Role.Viewer))]
    public async Task Directory_ForThoseWhoDoNotKeepIt_ShowsNamesAndTeamsOnly(string role)
    {
        var jane = await PersonAsync("Jane Doe", "jane@corp.example");
        await SeenAsync(new Actor("mail", "jane@corp.example", "Jane Doe", ActorKind.Human));
        using var reader = await SignInAsync(Enum.Parse<Role>(role));

        foreach (var path in new[] { "/people", $"/people/{jane}" })
        {
            var page = await reader.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("Jane Doe", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("jane@corp.example", page.Body, StringComparison.Ordinal);
        }
        Assert.Contains("0 people", (await reader.OpenAsync("/people?q=corp.example")).Body, StringComparison.Ordinal);
        foreach (var path in new[] { "/people/suggestions", "/people/identities", "/people/rules" })
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.OpenAsync(path)).Status);
    }

    private async Task<int> PersonAsync(string name, string mail) =>
        (await server.Get<KnownPeople>().AddAsync(new PersonInput(name, mail), Author.Host, Stop)).Id;

    private Task SeenAsync(params IReadOnlyList<Actor> actors) => PeopleBench.WriteAsync(server.Get<IFactStore>(), DateTimeOffset.UnixEpoch.AddYears(50), actors);

    // Presses the first button that leads there, with all that its form carries.
    private async Task PressAsync(string page, string action)
    {
        var body = (await owner.OpenAsync(page)).Body;
        var form = Regex.Match(body, $"<form[^>]*action=\"({action})\".*?</form>", RegexOptions.Singleline);
        Assert.True(form.Success, $"No button on {page} leads to {action}:\n{body}");
        var answer = await owner.PostAsync(form.Groups[1].Value, [.. Browser.FormsOf(form.Value)[0]]);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.DoesNotContain("refused=", answer.Location!, StringComparison.Ordinal);
    }

    private async Task<Browser> SignInAsync(Role role)
    {
        await using (var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            db.Add(new Account
            {
                Id = Guid.CreateVersion7(),
                Mail = "reader@corp.example",
                Name = "Reader",
                Role = role,
                SecurityStamp = "s",
                PasswordHash = server.Get<IPasswordHasher<Account>>().HashPassword(null!, RunningServer.OwnerPassword),
                CreatedAt = DateTimeOffset.UnixEpoch,
            });
            await db.SaveChangesAsync(Stop);
        }
        var browser = server.Browse();
        var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Mail", "reader@corp.example"), ("Input.Password", RunningServer.OwnerPassword));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return browser;
    }
}
