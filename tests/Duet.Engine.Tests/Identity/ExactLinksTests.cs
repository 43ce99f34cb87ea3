using Duet.Engine.Identity;

namespace Duet.Engine.Tests.Identity;

public sealed class ExactLinksTests
{
    [Fact]
    public void Find_AddressOfTheDirectory_IsLinkedAndNothingElse()
    {
        KnownPerson[] people = [new(1, "Jane Doe", "jane@corp.example"), new(2, "Jane Doe", null)];
        KnownIdentity[] identities =
        [
            new(new("mail", "jane@corp.example"), "whoever"), new(new("mail", "jane@home.example"), "Jane Doe"),
            new(new("github", "jane@corp.example"), "Jane Doe"), new(new("mail", "jane@corp.example"), "Jane Doe", 2),
        ];

        var (identity, person) = Assert.Single(ExactLinks.Find(people, identities));

        Assert.Equal((identities[0], 1), (identity, person));
    }

    [Theory]
    [InlineData("mail:a@b.example")]
    [InlineData("person:12")]
    [InlineData("name:jane: the second")]
    public void Party_WrittenAndRead_IsTheSame(string text) => Assert.Equal(text, Party.Parse(text)!.Value.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mail:")]
    [InlineData(":key")]
    [InlineData("person:x")]
    public void Party_OfNoSuchText_IsNone(string? text) => Assert.Null(Party.Parse(text));
}
