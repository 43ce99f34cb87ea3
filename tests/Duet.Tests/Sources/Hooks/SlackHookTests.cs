using System.Net;
using Duet.Feedback.Records;

namespace Duet.Tests.Sources.Hooks;

/// <summary>What Slack sends, over real HTTP.</summary>
public sealed class SlackHookTests(HookBench bench) : IClassFixture<HookBench>
{
    [Fact]
    public async Task Address_Verified_AnswersTheChallenge() =>
        Assert.Equal((HttpStatusCode.OK, "3eZbrw"), await bench.SlackAsync("""{"type":"url_verification","challenge":"3eZbrw"}"""));

    [Fact]
    public async Task Message_Written_BecomesAVoiceAndDeletedIsWithdrawn()
    {
        var written = Event("m1", """{"type":"message","channel":"C1","user":"U9","ts":"1700000000.1","text":"<@U777> Export is slow &amp; loses rows\nSince Monday, see <https://example.org/x|here>"}""");

        Assert.Equal(HttpStatusCode.Accepted, (await bench.SlackAsync(written)).Status);
        Assert.Equal(HttpStatusCode.OK, (await bench.SlackAsync(written)).Status);

        var voice = Assert.Single(await bench.VoicesAsync("T1/C1/1700000000.1"));
        Assert.Equal(("Export is slow & loses rows", "Since Monday, see https://example.org/x"), (voice.Title, voice.Body));
        Assert.Equal((VoiceKind.Stakeholder, VoiceChannel.Slack), (voice.Kind, voice.Channel));
        Assert.DoesNotContain("U9", System.Text.Json.JsonSerializer.Serialize(voice), StringComparison.Ordinal);

        await bench.SlackAsync(Event("m2", """{"type":"message","subtype":"message_deleted","channel":"C1","ts":"1700000009.1","deleted_ts":"1700000000.1"}"""));
        Assert.Equal(VoiceEnd.Withdrawn, Assert.Single(await bench.VoicesAsync("T1/C1/1700000000.1")).ClosedAs);
        await bench.Doors.AssertSoundAsync();
    }

    [Theory]
    [InlineData("""{"type":"message","channel":"C1","ts":"1.2","text":"from a bot","bot_id":"B1"}""")]
    [InlineData("""{"type":"message","subtype":"channel_join","channel":"C1","ts":"1.2","text":"joined"}""")]
    [InlineData("""{"type":"reaction_added","channel":"C1","ts":"1.2"}""")]
    [InlineData("""{"type":"message","channel":"C1","ts":"1.2","text":" <@U1> "}""")]
    public async Task Event_ThatIsNoVoice_IsKeptOnly(string told)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await bench.SlackAsync(Event("n" + told.Length, told))).Status);
        Assert.Empty(await bench.VoicesAsync("T1/C1/1.2"));
    }

    [Fact]
    public async Task Command_Typed_IsTakenAndThanked()
    {
        var (status, said) = await bench.SlackAsync("command=%2Ffeedback&text=Dark+mode+%26+more&trigger_id=13345224609.738474920.8088930838d88f008e0", "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("ephemeral", said, StringComparison.Ordinal);
        Assert.Equal("Dark mode & more", Assert.Single(await bench.VoicesAsync("13345224609.738474920.8088930838d88f008e0")).Title);
    }

    [Fact]
    public async Task Message_SignedLongAgo_IsRefused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.SlackAsync("""{"type":"url_verification","challenge":"x"}""", late: 400)).Status);

    private static string Event(string id, string told) => $$"""{"type":"event_callback","team_id":"T1","event_id":"{{id}}","event":{{told}}}""";
}
