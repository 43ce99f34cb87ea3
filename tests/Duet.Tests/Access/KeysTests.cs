using System.Net;
using System.Text.Json;
using Duet.Access;

namespace Duet.Tests.Access;

public sealed class KeysTests
{
    [Fact]
    public async Task Key_SentAsBearer_IsLetInUntilRevoked()
    {
        await using var server = await RunningServer.StartAsync();
        var keys = server.Get<Keys>();
        var key = (await keys.AddAsync("ci", TestContext.Current.CancellationToken)).Text!;
        using var program = server.Browse();
        Task<Answer> AskAsync() => program.OpenAsync("/api/nothing", request => request.Headers.Authorization = new("Bearer", key));

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync()).Status);
        Assert.NotNull((await keys.ListAsync(TestContext.Current.CancellationToken))[0].LastUsedOn);

        Assert.True(await keys.RevokeAsync("ci", TestContext.Current.CancellationToken));
        var refused = await AskAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal("Bearer", refused.Headers["WWW-Authenticate"]);
        Assert.Equal("sign-in-needed", JsonDocument.Parse(refused.Body).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Key_OnAPageForPeople_IsNotASignIn()
    {
        await using var server = await RunningServer.StartAsync();
        var key = (await server.Get<Keys>().AddAsync("ci", TestContext.Current.CancellationToken)).Text!;
        using var program = server.Browse();

        var answer = await program.OpenAsync("/", request => request.Headers.Authorization = new("Bearer", key));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }

    [Fact]
    public async Task Add_ATakenOrImpossibleName_IsRefused()
    {
        await using var server = await RunningServer.StartAsync();
        var keys = server.Get<Keys>();
        await keys.AddAsync("ci", TestContext.Current.CancellationToken);

        Assert.Equal(KeyRefusal.NameTaken, (await keys.AddAsync("ci", TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(KeyRefusal.BadName, (await keys.AddAsync(" ci", TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(KeyRefusal.BadName, (await keys.AddAsync(new string('a', 61), TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public void Text_WithAnyLetterChanged_IsNotWellFormed()
    {
        var text = KeyText.Create();

        Assert.True(KeyText.IsWellFormed(text));
        for (var at = 0; at < text.Length; at++)
            Assert.False(KeyText.IsWellFormed(text[..at] + (text[at] == 'x' ? 'y' : 'x') + text[(at + 1)..]));
        Assert.False(KeyText.IsWellFormed(""));
    }
}
