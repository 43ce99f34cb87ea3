using Deque.AxeCore.Playwright;
using Duet.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Duet.BrowserTests;

/// <summary>Setting up an identity provider, coming in through it, and being refused; invitations and the own account beside it.</summary>
[Trait("speed", "slow")]
public sealed class SingleSignOnTests(BrowserFixture browsers)
{
    private const string Password = "correct horse battery";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provider_SetUpOnThePage_LetsPeopleInAndOut()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var server = await Served.EmptyAsync(Stop);
        await using var owners = await browsers.OpenAsync(server.Address);
        var owner = await SetUpAsync(server, owners);

        await owner.GotoAsync("/settings/sign-in");
        await IsAccessibleAsync(owner);
        await owner.GetByLabel("Address of the provider").FillAsync("http://127.0.0.1:9");
        await owner.GetByLabel("Client ID").FillAsync(OpenIdProvider.ClientId);
        await owner.GetByLabel("Client secret").FillAsync(OpenIdProvider.Secret);
        await owner.GetByLabel("Name on the button").FillAsync("Work");
        await owner.GetByLabel("Claim that names groups").FillAsync("groups");
        await owner.GetByLabel("Role by group").FillAsync("leads = devex_lead");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Test this" }).ClickAsync();
        await Assertions.Expect(owner.GetByText("127.0.0.1:9 does not answer")).ToBeVisibleAsync();
        await owner.GetByLabel("Address of the provider").FillAsync(provider.Url + "/");
        await owner.GetByLabel("Client secret").FillAsync(OpenIdProvider.Secret);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Test this" }).ClickAsync();
        await Assertions.Expect(owner.GetByRole(AriaRole.Status)).Not.ToContainTextAsync("127.0.0.1:9 does");
        Assert.True(await owner.GetByText("nothing is in the way").IsVisibleAsync(), $"{await owner.GetByRole(AriaRole.Status).TextContentAsync()} {string.Join("\n", provider.Failures)}");
        await owner.GetByLabel("Client secret").FillAsync(OpenIdProvider.Secret);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(owner.GetByText("Saved, and in use.")).ToBeVisibleAsync();

        // A newcomer is refused as long as nobody is let in.
        await using var theirs = await browsers.OpenAsync(server.Address);
        var page = await theirs.NewPageAsync();
        await page.GotoAsync("/account");
        await IsAccessibleAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Work" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Ask an owner or admin to invite you")).ToBeVisibleAsync();
        await IsAccessibleAsync(page);

        await owner.GetByLabel("Newcomers").SelectOptionAsync("Viewer");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(owner.GetByText("Saved, and in use.")).ToBeVisibleAsync();
        provider.Person = ("u1", "Bob", "bob@example.org", ["leads"]);
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Work" }).ClickAsync();
        // Back at the page that was asked for.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your account");
        await Assertions.Expect(page.Locator(".page-head .sub")).ToHaveTextAsync("bob@example.org, DevEx lead");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task Invitation_SentByALink_LeadsToTheOwnAccount()
    {
        await using var server = await Served.EmptyAsync(Stop);
        await using var owners = await browsers.OpenAsync(server.Address);
        var owner = await SetUpAsync(server, owners);

        await owner.GotoAsync("/settings/accounts");
        await owner.GetByLabel("Mail address").FillAsync("bob@example.org");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await owner.Locator(".flag code").TextContentAsync();
        await IsAccessibleAsync(owner);

        await using var theirs = await browsers.OpenAsync(server.Address, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await theirs.NewPageAsync();
        await page.GotoAsync(link!);
        await IsAccessibleAsync(page);
        await page.GetByLabel("Your name").FillAsync("Bob");
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Your account" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your account");
        await IsAccessibleAsync(page);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390);

        await owner.GotoAsync("/settings/accounts");
        await owner.GetByRole(AriaRole.Link, new() { Name = "Bob" }).ClickAsync();
        await IsAccessibleAsync(owner);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Assertions.Expect(owner.GetByRole(AriaRole.Status)).ToContainTextAsync("Disabled");
        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    private static async Task<IPage> SetUpAsync(Served server, IBrowserContext context)
    {
        var token = await server.Services.GetRequiredService<SetupLinks>().IssueAsync(Stop);
        await server.Services.GetRequiredService<Accounts>().CreateOwnerAsync(token!, new NewAccount("ada@example.org", "Ada", Password), Stop);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToBeVisibleAsync();
        return page;
    }

    private static async Task IsAccessibleAsync(IPage page)
    {
        var found = (await page.RunAxe()).Violations;
        Assert.True(found.Length == 0, $"{page.Url}: " + string.Join("; ", found.Select(violation =>
            $"{violation.Id} at {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
