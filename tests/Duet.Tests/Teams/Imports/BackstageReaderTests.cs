using Duet.Teams.Imports;

namespace Duet.Tests.Teams.Imports;

public sealed class BackstageReaderTests
{
    private const string Catalogue = """
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata:
          name: shop
        spec:
          type: department
          profile: { displayName: Shop }
          children: [checkout]
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata: { name: Checkout }
        spec:
          type: team
          members: [bob]
        ---
        kind: User
        metadata:
          name: ada
          annotations:
            github.com/user-login: AdaL
        spec:
          profile:
            displayName: Ada Lovelace
            email: Ada@Example.org
          memberOf: [checkout, "group:default/shop"]
        ---
        kind: User
        metadata: { name: bob }
        spec: {}
        ---
        kind: Component
        metadata:
          name: payments
          description: Takes the money
          annotations:
            github.com/project-slug: acme/mono
            backstage.io/source-location: url:https://github.com/acme/mono/tree/main/services/payments/
        spec: { type: service, owner: checkout, system: store }
        ---
        kind: Component
        metadata: { name: nowhere, annotations: { backstage.io/techdocs-ref: "dir:." } }
        spec: { owner: user:ada }
        ---
        kind: System
        metadata: { name: store, title: The Store }
        spec: { owner: shop }
        ---
        kind: API
        metadata: { name: rest }
        ---
        kind: API
        metadata: { name: grpc }
        """;

    [Fact]
    public void Catalogue_OfAllKinds_BecomesOnePlan()
    {
        var (plan, notes) = Reading.Read(null, ("catalog-info.yaml", Catalogue));

        Assert.NotNull(plan);
        Assert.Equal([("Shop", null), ("Checkout", "Shop")], plan.Teams.Select(team => (team.Name, team.Parent?.Name)));
        Assert.Equal("backstage:group:default/checkout", plan.Teams[1].ExternalId);
        var ada = plan.People[0];
        Assert.Equal(("Ada Lovelace", "ada@example.org", "github:adal"), (ada.Name, ada.Mail, $"{ada.Identities[0].Realm}:{ada.Identities[0].Key}"));
        Assert.Equal([("Checkout", true), ("Shop", false)], ada.Stays.Select(stay => (stay.Team.Name!, stay.IsPrimary)));
        Assert.Equal("Checkout", plan.People[1].Stays.Single().Team.Name);
        Assert.Equal("The Store", plan.Products.Single().Name);
        var payments = plan.Services[0];
        Assert.Equal(("payments", "Takes the money", "The Store", "Checkout"), (payments.Name, payments.Description, payments.Product!.Value.Name, payments.Owner!.Team!.Value.Name));
        Assert.Equal(("acme/mono", "services/payments"), (payments.Code.Single().Repo, payments.Code.Single().Path));
        Assert.Equal("backstage:user:default/ada", plan.Services[1].Owner!.Person!.Key);
        Assert.Equal(["kind 50:19", "no-code 42:19"], notes.Said());
    }

    [Theory]
    [InlineData("url:https://gitlab.com/acme/sub/shop/-/tree/main/apps/web", "acme/sub/shop", "apps/web")]
    [InlineData("url:https://github.com/acme/shop/blob/main/apps/web/catalog-info.yaml", "acme/shop", "apps/web")]
    [InlineData("https://github.com/acme/shop.git", "acme/shop", "")]
    [InlineData("url:https://github.com/acme/shop/", "acme/shop", "")]
    public void SourceLocation_OfAForge_TellsRepositoryAndFolder(string location, string repo, string path)
    {
        var (plan, _) = Reading.Read(
            ImportKind.Backstage, ("a.yaml", $"kind: Component\nmetadata: {{ name: a, annotations: {{ backstage.io/source-location: '{location}' }} }}\n"));

        var code = plan!.Services.Single().Code.Single();
        Assert.Equal((repo, path), (code.Repo, code.Path));
    }

    public static TheoryData<string, string> Refused() => new()
    {
        { "a: &x [lol]\nb: *x\n", "yaml-alias 1:4" },
        { "a: *missing\n", "yaml-alias 1:4" },
        { "a: 1\nb: !!int 2\n", "yaml-tag 2:4" },
        { "a: !<tag:evil> {}\n", "yaml-tag 1:4" },
        { "kind: A\nkind: B\n", "yaml-twice 2:1" },
        { "a: [1\nb: 2", "yaml 1:4" },
        { "a:\n\t- b\n", "yaml 2:1" },
        { "- a\n- b\n", "yaml-map 1:1" },
        { "? [a]\n: b\n", "yaml-key 1:3" },
        { "kind: Group\n", "entity 1:1" },
        { "a: " + new string('[', 40) + new string(']', 40), "yaml-deep 1:35" },
        { "a: " + new string('[', 100_000), "yaml-deep 1:35" },
        { "kind: Group\nmetadata: { name: a }\n---\nkind: Group\nmetadata: { name: A }\n", "entity-twice 5:19" },
        { "kind: Component\nmetadata: { name: a }\nspec: { owner: 'a:b:c' }\n", "reference 3:16" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Yaml_ThatIsBrokenOrMeansIll_IsRefusedWithLineAndColumn(string text, string said)
    {
        var (_, notes) = Reading.Read(ImportKind.Backstage, ("catalog-info.yaml", text));

        Assert.True(notes.HasProblems);
        Assert.Contains(said, notes.Said());
    }

    [Fact]
    public void Yaml_OfManyMegabytes_IsRefused()
    {
        var (plan, notes) = Reading.Read(ImportKind.Backstage, ("catalog-info.yaml", "a: " + new string('x', 5_000_000)));

        Assert.Null(plan);
        Assert.True(notes.IsTooLarge);
    }

    [Fact]
    public async Task Catalogue_ImportedTwice_ChangesNothingTheSecondTime()
    {
        await using var door = await ImportDoor.OpenAsync();

        var first = await door.SendAsync(("catalog-info.yaml", Catalogue));
        var second = await door.SendAsync(("catalog-info.yaml", Catalogue));

        Assert.True(first["added"] > 8);
        Assert.Equal((0, 0, 0), (second["added"], second["changed"], second["ended"]));
        Assert.Equal("services/payments", (await door.AllAsync<Duet.Teams.Records.RepoService>()).Single().Path);
        Assert.Equal(2, (await door.AllAsync<Duet.Teams.Records.ServiceOwner>()).Count);
    }
}
