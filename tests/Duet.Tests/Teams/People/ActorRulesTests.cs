using Duet.Engine.Facts;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams.People;

public sealed class ActorRulesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_OfANewInstallation_CatchServicesAndNoPeople()
    {
        await using var bench = await PeopleBench.CreateAsync();
        var judge = new RuleKinds(await bench.Organisation.Get<ActorRules>().ListAsync(Stop));

        foreach (var (name, key) in new[] { ("svc-deploy", "svc-deploy@corp.example"), ("x", "build@corp.example"), ("release_bot", "r@corp.example"), ("web-ci", "w@corp.example") })
            Assert.Equal(ActorKind.Bot, judge.KindOf(Alias(name, key)));
        Assert.Equal(ActorKind.Agent, judge.KindOf(Alias("Our coding-agent", "ca@corp.example")));
        foreach (var (name, key) in new[] { ("Jane Doe", "jane@corp.example"), ("Tom Jenkins", "jenkinst@corp.example"), ("Talbot Abbot", "talbot@corp.example"), ("Builder, Bob", "bob.builder@corp.example") })
            Assert.Null(judge.KindOf(Alias(name, key)));
    }

    [Fact]
    public async Task Order_Changed_ChangesWhoDecides()
    {
        await using var bench = await PeopleBench.CreateAsync();
        var rules = bench.Organisation.Get<ActorRules>();
        foreach (var rule in await rules.ListAsync(Stop))
            await rules.RemoveAsync(rule.Id, Author.Host, Stop);
        await rules.AddAsync(new ActorRuleInput(ActorRuleField.Key, "deploy-*", ActorKind.Bot), Author.Host, Stop);
        var exception = await rules.AddAsync(new ActorRuleInput(ActorRuleField.Key, "deploy-jane", ActorKind.Human), Author.Host, Stop);
        async Task<ActorKind?> KindAsync() => new RuleKinds(await rules.ListAsync(Stop)).KindOf(Alias("Jane", "deploy-jane"));

        Assert.Equal(ActorKind.Bot, await KindAsync());
        await rules.MoveAsync(exception.Id, up: true, Author.Host, Stop);
        Assert.Equal(ActorKind.Human, await KindAsync());
    }

    [Fact]
    public async Task Override_OfOneIdentity_ComesBeforeAllRulesAndIsKeptOnce()
    {
        await using var bench = await PeopleBench.CreateAsync();
        var rules = bench.Organisation.Get<ActorRules>();

        await rules.OverrideAsync(new("github", "svc-jane"), ActorKind.Human, Author.Host, Stop);
        var again = await rules.OverrideAsync(new("github", "svc-jane"), ActorKind.Agent, Author.Host, Stop);

        var first = (await rules.ListAsync(Stop))[0];
        Assert.Equal((again.Id, "github:svc-jane", ActorKind.Agent), (first.Id, first.Pattern, first.Kind));
        var judge = new RuleKinds(await rules.ListAsync(Stop));
        Assert.Equal(ActorKind.Agent, judge.KindOf(Alias("Jane", "svc-jane", "github")));
        Assert.Equal(ActorKind.Bot, judge.KindOf(Alias("Jane", "svc-jane", "gitlab")));
    }

    [Theory]
    [InlineData("", "no-pattern")]
    [InlineData("  ", "no-pattern")]
    [InlineData("*", "pattern-fits-all")]
    [InlineData("***", "pattern-fits-all")]
    [InlineData("a\u0007", "bad-pattern")]
    public async Task Rule_WithoutAGoodPattern_IsRefused(string pattern, string code)
    {
        await using var bench = await PeopleBench.CreateAsync();

        var refused = await bench.Organisation.Get<ActorRules>().AddAsync(new ActorRuleInput(ActorRuleField.Any, pattern, ActorKind.Bot), Author.Host, Stop);

        Assert.Equal(code, refused.Refused!.Code);
    }

    [Fact]
    public async Task Preview_OfARule_TellsWhomItCatchesAndChangesNothing()
    {
        await using var bench = await PeopleBench.CreateAsync();
        await bench.SeenAsync(new Actor("mail", "nightly-1@corp.example", "Nightly", ActorKind.Human), new Actor("mail", "jane@corp.example", "Jane Doe", ActorKind.Human));
        var rules = bench.Organisation.Get<ActorRules>();
        var before = (await rules.ListAsync(Stop)).Count;

        var preview = await rules.PreviewAsync(new ActorRuleInput(ActorRuleField.Any, "NIGHTLY*", ActorKind.Bot), Stop);

        Assert.Equal("nightly-1@corp.example", Assert.Single(preview.Caught).Key);
        Assert.Single(preview.Changed(ActorKind.Bot));
        Assert.Equal(before, (await rules.ListAsync(Stop)).Count);
    }

    private static KnownAlias Alias(string name, string key, string realm = "mail") => new(1, realm, key, name, ActorKind.Human, ActorKind.Human, 1);
}
