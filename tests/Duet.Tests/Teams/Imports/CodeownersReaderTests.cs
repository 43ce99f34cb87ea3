using Duet.Teams.Imports;
using Duet.Teams.Records;

namespace Duet.Tests.Teams.Imports;

public sealed class CodeownersReaderTests
{
    [Fact]
    public void Folders_WithOwners_BecomeProposals()
    {
        var (plan, notes) = Reading.Read(null, "acme/mono",
            ("CODEOWNERS",
            """
            # everything
            *               @acme/platform
            /services/checkout/   @octocat @acme/checkout  # money
            services/search/**  mail@example.org
            apps/           @acme/apps
            *.js            @acme/web
            /docs/readme.md @acme/docs
            /services/old/
            """));

        Assert.Equal(
            [("/", "mono", "@acme/platform"), ("services/checkout", "checkout", "@acme/checkout"), ("services/search", "search", "mail@example.org"), ("apps", "apps", "@acme/apps")],
            plan!.Services.Select(service => (service.Proposal!, service.Name, service.Owner!.Said)));
        Assert.Equal(["anywhere 5:", "pattern 6:", "pattern 7:"], notes.Said());
    }

    [Fact]
    public void Rules_ThatALaterOneOverrules_AreLeftOut()
    {
        var (plan, notes) = Reading.Read(ImportKind.Codeowners, "acme/mono", ("CODEOWNERS", "/apps/web/ @a/one\n/apps/ @a/two\n/apps/ @a/three\n/lib @a/one\n"));

        Assert.Equal([("apps", "@a/three"), ("lib", "@a/one")], plan!.Services.Select(service => (service.Proposal!, service.Owner!.Said)));
        Assert.Equal(["overruled 1:", "overruled 2:"], notes.Said());
    }

    [Fact]
    public void Sections_OfGitLab_AreAskedApartAndHaveDefaults()
    {
        var (plan, _) = Reading.Read(ImportKind.Codeowners, "acme/mono",
            ("CODEOWNERS", "[Back end][2] @acme/backend\n/api/\n/api/legacy/ @acme/old\n^[Docs]\n/api/ @writers\n/a\\ b/ @x/y\n"));

        Assert.Equal(
            [("api", "@acme/backend"), ("api/legacy", "@acme/old"), ("a b", "@x/y")],
            plan!.Services.Select(service => (service.Proposal!, service.Owner!.Said)));
    }

    [Fact]
    public void File_WithoutARepository_IsRefused()
    {
        var (plan, notes) = Reading.Read(null, ("CODEOWNERS", "* @a/b\n"));

        Assert.Null(plan);
        Assert.Equal(["no-repo 0:"], notes.Said());
    }

    [Fact]
    public async Task Proposals_UnlessChosen_AreNotApplied()
    {
        await using var door = await ImportDoor.OpenAsync();
        const string file = "/checkout/ @acme/money-team\n/search/ @acme/find\n";
        const string query = "?repo=acme/mono&name=CODEOWNERS";
        await door.SendAsync("name,team\n,Money Team\n");

        var nothing = await door.SendAsync(file, query, "text/plain");
        Assert.Equal((0, 2), (nothing["added"], nothing.Body.GetProperty("proposals").GetArrayLength()));
        Assert.Empty(await door.AllAsync<Service>());

        await door.SendAsync(file, query + "&choose=checkout", "text/plain");
        Assert.Equal("checkout", (await door.AllAsync<Service>()).Single().Name);
        Assert.Equal(["Money Team"], (await door.AllAsync<Team>()).Select(team => team.Name));
        Assert.Equal(("acme/mono", "checkout"), (await door.AllAsync<RepoService>()).Select(code => (code.Repo, code.Path)).Single());

        await door.SendAsync(file, query + "&choose=*", "text/plain");
        Assert.Equal(["Money Team", "find"], (await door.AllAsync<Team>()).Select(team => team.Name));
        Assert.Equal(2, (await door.AllAsync<ServiceOwner>()).Count);
    }
}
