using Duet.Engine.Identity;

namespace Duet.Engine.Tests.Identity;

public sealed class PersonalNameTests
{
    [Theory]
    [InlineData("Jane Doe", "jane doe")]
    [InlineData("  JANE   DOE ", "jane doe")]
    [InlineData("Doe, Jane", "jane doe")]
    [InlineData("Doe, Jane (EXT)", "jane doe")]
    [InlineData("Dr. Jane Doe PhD", "jane doe")]
    [InlineData("José Núñez", "jose nunez")]
    [InlineData("Søren Łukaß", "soren lukass")]
    [InlineData("İsmail Dönmez", "ismail donmez")]
    [InlineData("jane.doe@example.org", "jane doe")]
    [InlineData("jane_doe+git@example.org", "jane doe")]
    [InlineData("Patrick O'Brien", "patrick obrien")]
    [InlineData("Jean-Pierre Petit", "jean pierre petit")]
    [InlineData("Rodrigo Silva [Mestre] \"Leo\"", "rodrigo silva")]
    [InlineData("(none)", "none")]
    [InlineData("", "")]
    [InlineData("...", "")]
    public void Of_AnyWriting_IsComparedAlike(string written, string text) => Assert.Equal(text, PersonalName.Of(written).Text);

    [Theory]
    [InlineData("Jane Doe", true)]
    [InlineData("J Doe", true)]
    [InlineData("Jane D.", false)]
    [InlineData("jdoe", false)]
    [InlineData("张三", true)]
    public void IsFull_NeedsAGivenAndAFamilyName(string written, bool isFull) => Assert.Equal(isFull, PersonalName.Of(written).IsFull);

    [Fact]
    public void Sorted_EitherOrder_IsTheSame() => Assert.Equal(PersonalName.Of("Doe Jane").Sorted, PersonalName.Of("Jane Doe").Sorted);
}
