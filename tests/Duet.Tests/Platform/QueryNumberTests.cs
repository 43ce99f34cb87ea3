using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Duet.Tests.Platform;

/// <summary>Addresses that people and machines mistype are answered, never with an error of ours.</summary>
public sealed class QueryNumberTests
{
    [Fact]
    public void Pages_ReadWhatTheAddressSays_AsTextOnly()
    {
        var read = typeof(Server).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(property => property.IsDefined(typeof(SupplyParameterFromQueryAttribute))).ToList();

        // The framework ends the request with 500 where the text of an address is no value of the property's type.
        Assert.NotEmpty(read);
        Assert.All(read, property => Assert.Contains(property.PropertyType, (Type[])[typeof(string), typeof(string[])]));
    }

    [Theory]
    [InlineData("/people?page=x")]
    [InlineData("/people?team=2147483648")]
    [InlineData("/people/suggestions?page=-1")]
    [InlineData("/people/rules?rule=%0d%0a")]
    [InlineData("/settings/audit?before=x")]
    [InlineData("/settings/accounts?person=x")]
    public async Task Page_AskedForANumberThatIsNone_AnswersAsIfItWereNotGiven(string address)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(address)).Status);
    }
}
