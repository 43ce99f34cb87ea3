using CsCheck;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Delivery;

public sealed class IdentitiesTests
{
    private readonly Identities identities = new();

    [Theory]
    [InlineData("Ada", "Ada@Example.ORG", "mail", "ada@example.org")]
    [InlineData("Ada", " <ada@example.org> ", "mail", "ada@example.org")]
    [InlineData("Ada", "12345+AdaL@users.noreply.github.com", "github", "adal")]
    [InlineData("Ada", "AdaL@users.noreply.github.com", "github", "adal")]
    [InlineData("Ada", "123@users.noreply.github.com", "github", "123")]
    [InlineData("Ada", "987-ada.l@users.noreply.gitlab.com", "gitlab", "ada.l")]
    [InlineData("Ada  Lovelace", "", "name", "ada lovelace")]
    [InlineData("Ada", "noreply@github.com", "name", "ada")]
    [InlineData("Ada", "(none)", "name", "ada")]
    [InlineData("", "", "name", "(unknown)")]
    [InlineData("svn", "ada@1a2b-uuid", "mail", "ada@1a2b-uuid")]
    [InlineData("X", "@users.noreply.github.com", "mail", "@users.noreply.github.com")]
    public void Of_NameAndMail_GivesTheKey(string name, string mail, string realm, string key)
    {
        var actor = identities.Of(name, mail);

        Assert.Equal((realm, key), (actor.Realm, actor.Key));
    }

    [Theory]
    [InlineData("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", ActorKind.Bot)]
    [InlineData("Renovate Bot", "bot@renovateapp.com", ActorKind.Bot)]
    [InlineData("greenkeeper[bot]", "greenkeeper[bot]@users.noreply.github.com", ActorKind.Bot)]
    [InlineData("GitHub Actions", "actions@github.com", ActorKind.Bot)]
    [InlineData("anything", "41898282+github-actions[bot]@users.noreply.github.com", ActorKind.Bot)]
    [InlineData("snyk-bot", "snyk-bot@snyk.io", ActorKind.Bot)]
    [InlineData("Our release-bot", "releases@example.org", ActorKind.Bot)]
    [InlineData("Weblate", "noreply@weblate.org", ActorKind.Bot)]
    [InlineData("copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com", ActorKind.Agent)]
    [InlineData("devin-ai-integration[bot]", "158243242+devin-ai-integration[bot]@users.noreply.github.com", ActorKind.Agent)]
    [InlineData("claude[bot]", "209825114+claude[bot]@users.noreply.github.com", ActorKind.Agent)]
    [InlineData("Claude", "noreply@anthropic.com", ActorKind.Agent)]
    [InlineData("Cursor Agent", "cursoragent@cursor.com", ActorKind.Agent)]
    [InlineData("Claude Dupont", "claude@dupont.fr", ActorKind.Human)]
    [InlineData("claude", "claude@example.org", ActorKind.Human)]
    [InlineData("Talbot Abbot", "talbot@example.org", ActorKind.Human)]
    [InlineData("Devin", "12+devin@users.noreply.github.com", ActorKind.Human)]
    [InlineData("Ada", "12+ada@users.noreply.github.com", ActorKind.Human)]
    public void Of_BotsAndAgents_AreToldFromPeople(string name, string mail, ActorKind kind) =>
        Assert.Equal(kind, identities.Of(name, mail).Kind);

    [Fact]
    public void Of_ListsGiven_AreUsed()
    {
        var own = new Identities(new IdentityRules { Bots = ["deploy@example.org"], Agents = [], Placeholders = ["x@x"] });

        Assert.Equal(ActorKind.Bot, own.Of("Deploy", "DEPLOY@example.org").Kind);
        Assert.Equal(ActorKind.Human, own.Of("Cursor", "cursoragent@cursor.com").Kind);
        Assert.Equal("name", own.Of("Ada", "X@x").Realm);
    }

    [Fact]
    public void Of_SameIdentity_IsOneInstance()
    {
        var first = identities.Of("Ada Lovelace", "ada@example.org");

        Assert.Same(first, identities.Of("ada", "ADA@example.org"));
        Assert.Equal("Ada Lovelace", first.Name);
        Assert.Equal(1, identities.Count);
    }

    [Theory]
    [InlineData("Ada\r\nBcc: all@example.org\0", "Ada Bcc: all@example.org")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("A\u0301da", "\u00c1da")]
    public void Of_HostileNames_StayHarmless(string name, string shown) =>
        Assert.Equal(shown, identities.Of(name, "a@example.org").Name);

    [Fact]
    public void Of_HalfASurrogate_BecomesTheReplacementCharacter() =>
        Assert.Equal("Ada \ufffd L", identities.Of("Ada \ud800 L", "").Name);

    [Fact]
    public void Of_AnyText_GivesShortKeysWithoutControlCharacters() =>
        Gen.Select(Gen.String[0, 600], Gen.String[0, 600]).Sample((name, mail) =>
        {
            var actor = new Identities().Of(name, mail);
            Assert.InRange(actor.Key.Length, 1, 1300);
            Assert.DoesNotContain(actor.Key + actor.Name, char.IsControl);
        });
}
