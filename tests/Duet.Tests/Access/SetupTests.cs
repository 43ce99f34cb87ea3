using System.Net;
using Duet.Access;

namespace Duet.Tests.Access;

public sealed class SetupTests
{
    private static readonly (string, string)[] Ada =
        [("Input.Name", "Ada"), ("Input.Mail", "ada@example.org"), ("Input.Password", "correct horse battery")];

    [Fact]
    public async Task Link_Used_MakesTheOwnerAndSignsInOnce()
    {
        await using var server = await RunningServer.StartAsync();
        var link = $"/setup?token={await server.Get<SetupLinks>().IssueAsync(TestContext.Current.CancellationToken)}";
        using var browser = server.Browse();

        var made = await browser.SubmitAsync(link, "setup", Ada);
        Assert.Equal(HttpStatusCode.Redirect, made.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/")).Status);
        var told = Assert.Single(await server.AuditedAsync("account.setup"));
        Assert.Equal(("nobody", $"account:{(await server.AccountAsync("ada@example.org")).Id}", "Owner"), (told.Actor, told.Object, told.After));

        using var second = server.Browse();
        var again = await second.OpenAsync(link);
        Assert.DoesNotContain("<form", again.Body, StringComparison.Ordinal);
        Assert.Null(await server.Get<SetupLinks>().IssueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Link_OfAnEarlierStart_IsDead()
    {
        await using var server = await RunningServer.StartAsync();
        var links = server.Get<SetupLinks>();
        var first = await links.IssueAsync(TestContext.Current.CancellationToken);
        var second = await links.IssueAsync(TestContext.Current.CancellationToken);

        Assert.False(await links.IsGoodAsync(first!, TestContext.Current.CancellationToken));
        Assert.True(await links.IsGoodAsync(second!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Link_UsedByTwoAtOnce_MakesOneAccount()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.Get<SetupLinks>().IssueAsync(TestContext.Current.CancellationToken);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(person => server.Get<Accounts>().CreateOwnerAsync(
            token!, new NewAccount($"p{person}@example.org", "P", "correct horse battery"), TestContext.Current.CancellationToken)));

        Assert.Single(made, account => account is not null);
    }

    [Theory]
    [InlineData("Input.Password", "short")]
    [InlineData("Input.Mail", "nowhere")]
    [InlineData("Input.Name", " ")]
    public async Task Form_WithABadField_SaysSoAndKeepsTheLink(string field, string value)
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.Get<SetupLinks>().IssueAsync(TestContext.Current.CancellationToken);
        using var browser = server.Browse();

        var answer = await browser.SubmitAsync(
            $"/setup?token={token}", "setup", [.. Ada.Where(entered => entered.Item1 != field), (field, value)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.True(await server.Get<SetupLinks>().IsGoodAsync(token!, TestContext.Current.CancellationToken));
    }
}
