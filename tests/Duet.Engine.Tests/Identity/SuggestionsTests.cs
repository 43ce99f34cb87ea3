using CsCheck;
using Duet.Engine.Identity;

namespace Duet.Engine.Tests.Identity;

public sealed class SuggestionsTests
{
    private static readonly KnownPerson[] Directory =
    [
        new(1, "Jane Doe", "jane.doe@corp.example"), new(2, "Álvaro Núñez", null), new(3, "Peter Quill", null), new(4, "Matthew Stone", null),
    ];

    [Theory]
    [InlineData("mail", "jd@home.example", "JANE DOE", 1, MatchKind.SameName)]
    [InlineData("jira", "u17", "Doe, Jane", 1, MatchKind.SameName)]
    [InlineData("mail", "an@home.example", "Alvaro Nunez", 2, MatchKind.SameName)]
    [InlineData("mail", "x@home.example", "Jane M. Doe", 1, MatchKind.MiddleName)]
    [InlineData("mail", "x@home.example", "J. Doe", 1, MatchKind.Initial)]
    [InlineData("mail", "x@home.example", "Alvaro Nunes", 2, MatchKind.NearlySameName)]
    [InlineData("mail", "x@home.example", "Matt Stone", 4, MatchKind.ShortName)]
    [InlineData("github", "janedoe", "", 1, MatchKind.SameHandle)]
    [InlineData("github", "jdoe", "", 1, MatchKind.HandleLikeName)]
    [InlineData("github", "peter-quill", "", 3, MatchKind.SameName)]
    [InlineData("mail", "123+pquill@users.noreply.github.com", "pquill", 3, MatchKind.HandleLikeName)]
    [InlineData("mail", "jane.doe@other.example", "jane", 1, MatchKind.SameName)]
    [InlineData("name", "peter quill", "Peter Quill", 3, MatchKind.SameName)]
    public void Find_OneNewIdentity_IsSuggestedForThePerson(string realm, string key, string name, int person, MatchKind reason)
    {
        var found = Assert.Single(Suggestions.Find(Directory, [new KnownIdentity(new IdentityKey(realm, key), name)]));

        Assert.Equal((person, $"{realm}:{key}"), (found.First.Person, found.Second.ToString()));
        Assert.Contains(found.Reasons, told => told.Kind == reason);
        Assert.InRange(found.Confidence, Suggestions.Lowest, 0.99);
    }

    [Theory]
    [InlineData("mail", "root@build.example", "Jane Doe")]
    [InlineData("mail", "no-reply@corp.example", "Jane Doe")]
    [InlineData("mail", "build@corp.example", "Jane Doe")]
    [InlineData("mail", "patches@lists.example", "Jane Doe via Patches")]
    [InlineData("mail", "jane@home.example", "Jane")]
    [InlineData("mail", "jane.smith@home.example", "Jane Smith")]
    [InlineData("mail", "x@home.example", "John Doe")]
    [InlineData("mail", "x@home.example", "Jane")]
    [InlineData("github", "doe", "")]
    [InlineData("mail", "x@home.example", "")]
    public void Find_SharedOrUnlikeIdentity_IsNotSuggested(string realm, string key, string name) =>
        Assert.Empty(Suggestions.Find(Directory, [new KnownIdentity(new IdentityKey(realm, key), name)]));

    [Fact]
    public void Find_CommonNamesAndMailboxes_AreNotJoined()
    {
        KnownIdentity[] shared =
        [
            Mail("root@a.example", "root"), Mail("root@b.example", "root"), Mail("admin@a.example", "Admin"), Mail("admin@b.example", "Admin"),
            Mail("build@a.example", "build"), Mail("build@b.example", "build"), Mail("git@a.example", "git"), Mail("git@b.example", "git"),
        ];

        Assert.Empty(Suggestions.Find([], shared));
    }

    [Fact]
    public void Find_NameThatManyCouldCarry_IsLessSure()
    {
        // Forty Wei Wangs' worth of names: every given name with every family name.
        string[] given = ["Wei", "Li", "Min", "Jun", "Hao", "Yan"], family = ["Wang", "Zhang", "Chen", "Liu", "Yang", "Zhao"];
        var crowd = (from one in given from other in family select new { one, other }).Select((name, at) => new KnownPerson(at + 1, $"{name.one} {name.other}", null)).ToList();
        var unusual = crowd.Append(new KnownPerson(99, "Ottoline Featherstone", null)).ToList();

        var found = Suggestions.Find(unusual, [Mail("a@x.example", "Wei Wang"), Mail("b@x.example", "Ottoline Featherstone")]);

        var rare = found.Single(told => told.First.Person == 99).Confidence;
        var common = found.SingleOrDefault(told => told.Second.ToString() == "mail:a@x.example");
        Assert.True(rare > 0.95);
        Assert.True(common is null || common.Confidence < rare - 0.1);
    }

    [Fact]
    public void Find_TwoNamesakes_SaysThatAnotherFits()
    {
        var found = Suggestions.Find(
            [new(1, "Jane Doe", "jane.doe@corp.example"), new(2, "Jane Doe", "jane.doe2@corp.example")], [Mail("jd@home.example", "Jane Doe")]);

        Assert.Equal(2, found.Count(told => told.Second.Person is null));
        Assert.All(found.Where(told => told.Second.Person is null), told =>
        {
            Assert.Contains(told.Reasons, reason => reason.Kind == MatchKind.AnotherFits);
            Assert.InRange(told.Confidence, 0.5, 0.6);
        });
        Assert.DoesNotContain(found, told => told.Second.Person is not null);
    }

    [Fact]
    public void Find_SeveralIdentitiesOfNobodyKnown_AreChainedNotListedPairwise()
    {
        var found = Suggestions.Find([], [Mail("a@x.example", "Jane Doe"), Mail("b@y.example", "Jane Doe"), Mail("c@z.example", "Doe, Jane"), Mail("d@z.example", "Ann Other")]);

        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void Find_DismissedPair_StaysAwayAlsoAfterALink()
    {
        var (one, other) = (Mail("a@x.example", "Jane Doe"), Mail("b@y.example", "Jane Doe"));
        var pair = Suggestions.Find([], [one, other]).Single().Pair;

        Assert.Empty(Suggestions.Find([], [one, other], [pair]));
        Assert.Empty(Suggestions.Find([new(7, "J Roe", null)], [one with { Person = 7 }, other], [pair]));
    }

    [Fact]
    public void Find_LinkedIdentity_LendsItsNamesToThePerson()
    {
        var known = new KnownIdentity(new IdentityKey("github", "fork0"), "", 7);

        var found = Assert.Single(Suggestions.Find([new(7, "Alex Riesen", null)], [known, Mail("fork0@home.example", "")]));

        Assert.Equal(7, found.First.Person);
        Assert.Contains(new MatchReason(MatchKind.SameHandle, "fork0"), found.Reasons);
    }

    [Fact]
    public void Find_OrderOfItsInput_DoesNotMatter() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var population = new Population(40, 5);
            var shuffled = new Random(seed);
            var mixed = Suggestions.Find([.. population.People.OrderBy(_ => shuffled.Next())], [.. population.Identities.OrderBy(_ => shuffled.Next())]);

            Assert.Equal(
                Suggestions.Find(population.People, population.Identities).Select(told => (told.Pair, told.Confidence)), mixed.Select(told => (told.Pair, told.Confidence)));
        }, iter: 20);

    [Fact]
    public void Find_AnOrganisationOfKnownTruth_IsSeldomWrongAndFindsMost()
    {
        var population = new Population(1_000, 11);

        var found = Suggestions.Find(population.People, population.Identities).Where(told => told.Confidence >= 0.8).ToList();

        var right = found.Count(told => population.OwnerOf(told.First) == population.OwnerOf(told.Second));
        Assert.InRange((double)right / found.Count, 0.97, 1);
        Assert.InRange((double)right / population.Identities.Count, 0.45, 1);
    }

    private static KnownIdentity Mail(string address, string name) => new(new IdentityKey("mail", address), name);
}
