using System.Net;
using System.Text.Json;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Teams.Records;

namespace Duet.Tests.Feedback;

/// <summary>Voices by programs over real HTTP.</summary>
public sealed class FeedbackApiTests(FeedbackServer served) : IClassFixture<FeedbackServer>
{
    private const string Path = "/api/v1/feedback";

    [Fact]
    public async Task Send_Voice_IsThereWhenItIsAnsweredAndCountsOnce()
    {
        const string body = """{ "id": "desk-1", "kind": "customer", "title": "Export stops", "body": "At 10,000 rows.", "at": "2026-11-02T09:00:00Z", "account": "Nordhandel", "mail": "Kim@Example.org" }""";

        var first = await served.PostJsonAsync(Path + "?source=desk", body);
        var again = await served.PostJsonAsync(Path + "?source=desk", body);
        var other = await served.PostJsonAsync(Path + "?source=desk", body.Replace("10,000", "20,000", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.Status, again.Status));
        AssertRefused(other, HttpStatusCode.Conflict, "conflict");
        var id = Json(first).GetProperty("report")[0].GetProperty("voice").GetInt32();
        Assert.Equal(id, Json(again).GetProperty("report")[0].GetProperty("voice").GetInt32());
        var read = await served.SendAsync(HttpMethod.Get, $"{Path}/{id}", byKey: true);
        Assert.Equal(("Export stops", "customer", "api"), (Json(read).GetProperty("title").GetString(), Json(read).GetProperty("kind").GetString(), Json(read).GetProperty("channel").GetString()));
        Assert.DoesNotContain("example.org", read.Body, StringComparison.OrdinalIgnoreCase);
        var asker = (await served.AllAsync<Asker>()).Single(asker => asker.VoiceId == id);
        Assert.Equal(("kim@example.org", AskerRole.Writer, false), (asker.Mail, asker.Role, asker.IsConfirmed));
    }

    [Theory]
    [InlineData("{ \"title\": \"no id\" }", HttpStatusCode.BadRequest, "missing-id")]
    [InlineData("{ \"id\": \"e1\" }", HttpStatusCode.BadRequest, "no-text")]
    [InlineData("{ \"id\": \"e2\", \"title\": \"x\", \"kind\": \"martian\" }", HttpStatusCode.BadRequest, "unknown-word")]
    [InlineData("{ \"id\": \"e3\", \"title\": \"x\", \"mail\": \"nowhere\" }", HttpStatusCode.UnprocessableEntity, "bad-mail")]
    [InlineData("{ \"id\": \"e4\", \"title\": \"x\", \"at\": \"9999-01-01T00:00:00Z\" }", HttpStatusCode.UnprocessableEntity, "clock")]
    [InlineData("{ \"id\": \"e5\", \"title\": \"x\", \"product\": \"nothing we make\" }", HttpStatusCode.UnprocessableEntity, "unknown-product")]
    [InlineData("{ \"id\": \"e6\", \"title\": \"x\", \"board\": \"nowhere\" }", HttpStatusCode.UnprocessableEntity, "no-board")]
    [InlineData("{ \"id\": \"e7\", \"title\": \"half \\ud800 pair\" }", HttpStatusCode.BadRequest, "malformed-text")]
    [InlineData("{ \"id\": \"e8\", \"title\": \"x\", \"id\": \"e9\" }", HttpStatusCode.BadRequest, "duplicate-member")]
    [InlineData("[]", HttpStatusCode.BadRequest, "no-items")]
    public async Task Send_BadVoice_IsRefusedWithItsReason(string body, HttpStatusCode status, string code) =>
        AssertRefused(await served.PostJsonAsync(Path, body), status, code);

    [Fact]
    public async Task Send_Batch_KeepsTheGoodOnesAndNamesTheOthers()
    {
        var answer = await served.PostJsonAsync(Path, $$"""
            { "items": [ { "id": "b1", "title": "Good" }, { "title": "no id" }, { "id": "b3", "body": "{{new string('x', 10_001)}}" }, { "id": "b1", "title": "Good" }, { "id": "b5", "body": "{{new string('y', 10_000)}}" } ] }
            """);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal((2, 1, 2), (Json(answer).GetProperty("accepted").GetInt32(), Json(answer).GetProperty("duplicates").GetInt32(), Json(answer).GetProperty("refused").GetInt32()));
        Assert.Equal([null, "missing-id", "too-long", null, null], Json(answer).GetProperty("report").EnumerateArray().Select(item => item.GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task Send_WithAnIdempotencyKey_NeedsNoIds()
    {
        Task<Answer> PostAsync(string body) => served.PostJsonAsync(Path, body, request => request.Headers.Add("Idempotency-Key", "night-7"));

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("""[{ "title": "First of the night" }, { "title": "Second of the night" }]""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("""[{ "title": "First of the night" }, { "title": "Second of the night" }]""")).Status);
    }

    [Fact]
    public async Task List_Voices_AreFoundFilteredAndExported()
    {
        await served.AddAsync(new Product { Name = "Market", Key = "market" });
        await served.AddAsync(new Tool { Name = "Buildfarm", Key = "buildfarm", State = ToolState.InUse });
        await served.PostJsonAsync(Path, """[{ "id": "l1", "title": "=cmd|' /C calc'!A1 walrus", "product": "market" }, { "id": "l2", "kind": "developer", "tool": "Buildfarm", "title": "walrus builds", "body": "a, \"b\"\nc" }]""");

        var all = Json(await served.SendAsync(HttpMethod.Get, Path + "?q=walrus&order=oldest", byKey: true));
        var developers = Json(await served.SendAsync(HttpMethod.Get, Path + "?q=walrus&kind=developer", byKey: true));
        var file = await served.SendAsync(HttpMethod.Get, "/api/v1/feedback.csv?q=walrus", byKey: true);

        Assert.Equal((2, "Market"), (all.GetProperty("total").GetInt32(), all.GetProperty("rows")[0].GetProperty("product").GetString()));
        Assert.Equal("walrus builds", Assert.Single(developers.GetProperty("rows").EnumerateArray()).GetProperty("title").GetString());
        Assert.Equal("text/csv", file.ContentType);
        Assert.Contains(",'=cmd|' /C calc'!A1 walrus,", file.Body, StringComparison.Ordinal);
        Assert.Contains(",\"a, \"\"b\"\"\nc\",", file.Body, StringComparison.Ordinal);
        AssertRefused(await served.SendAsync(HttpMethod.Get, Path + "?filter=1", byKey: true), HttpStatusCode.BadRequest, "bad-filter");
        AssertRefused(await served.SendAsync(HttpMethod.Get, Path + "?limit=201", byKey: true), HttpStatusCode.BadRequest, "bad-limit");
        AssertRefused(await served.SendAsync(HttpMethod.Get, Path + "?fitler=all", byKey: true), HttpStatusCode.BadRequest, "unknown-parameter");
        AssertRefused(await served.SendAsync(HttpMethod.Get, Path + "/999999", byKey: true), HttpStatusCode.NotFound, "unknown-voice");
    }

    [Fact]
    public async Task Vote_OnBehalfOfACustomer_CountsOnceAndWeighs()
    {
        var id = Json(await served.PostJsonAsync(Path, """{ "id": "v1", "title": "Voted for" }""")).GetProperty("report")[0].GetProperty("voice").GetInt32();
        await served.AddAsync(new CustomerAccount { Name = "Large AG", Key = "large ag", RevenueCents = 200_000_00 });

        Task<Answer> VoteAsync(string query) => served.SendAsync(HttpMethod.Post, $"{Path}/{id}/votes{query}", byKey: true);
        var (first, again) = (await VoteAsync("?account=large+AG"), await VoteAsync("?account=Large%20AG"));

        Assert.Equal((true, false), (Json(first).GetProperty("counted").GetBoolean(), Json(again).GetProperty("counted").GetBoolean()));
        AssertRefused(await VoteAsync(""), HttpStatusCode.BadRequest, "bad-account");
        var voice = (await served.AllAsync<Voice>()).Single(voice => voice.Id == id);
        // 1 for itself, 1 for the vote, 6 for a large customer.
        Assert.Equal((1, 8.0), (voice.Votes, voice.Weight));
    }

    [Fact]
    public async Task Import_File_IsTakenWholeAndOnce()
    {
        const string file = "title;body;kind;at\r\n\"=cmd|' /C calc'!A1 marmot\";\"two\nlines; \"\"quoted\"\"\";customer;2026-03-04\r\n'=guarded marmot;;;\r\n";

        var preview = Json(await ImportAsync(file, "?preview=true"));
        Assert.Equal(0, Json(await served.SendAsync(HttpMethod.Get, Path + "?q=marmot", byKey: true)).GetProperty("total").GetInt32());
        var taken = Json(await ImportAsync(file));
        var again = Json(await ImportAsync(file));

        Assert.Equal((2, 2, 0, 2), (preview.GetProperty("accepted").GetInt32(), taken.GetProperty("accepted").GetInt32(), again.GetProperty("accepted").GetInt32(), again.GetProperty("duplicates").GetInt32()));
        var titles = (await served.AllAsync<Voice>()).Where(voice => voice.Title.EndsWith("marmot", StringComparison.Ordinal)).Select(voice => voice.Title);
        Assert.Equal(["=cmd|' /C calc'!A1 marmot", "=guarded marmot"], titles.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("title,kind\r\nok,user\r\nbad,martian\r\n", HttpStatusCode.UnprocessableEntity, "bad-kind")]
    [InlineData("title,at\r\nok,\r\nbad,03/04/2026\r\n", HttpStatusCode.UnprocessableEntity, "bad-time")]
    [InlineData("title,product\r\nok,\r\nbad,nothing we make\r\n", HttpStatusCode.UnprocessableEntity, "unknown-product")]
    [InlineData("title,body\r\nok,\r\n \u200b , \r\n", HttpStatusCode.UnprocessableEntity, "no-text")]
    [InlineData("name,mail\r\na,b\r\n", HttpStatusCode.UnprocessableEntity, "columns")]
    [InlineData("title,title\r\na,b\r\n", HttpStatusCode.UnprocessableEntity, "columns")]
    [InlineData("title,surprise\r\na,b\r\n", HttpStatusCode.UnprocessableEntity, "columns")]
    [InlineData("title,body\r\na,\"never closed\r\n", HttpStatusCode.UnprocessableEntity, "quotes")]
    [InlineData("title,body\r\na\r\n", HttpStatusCode.UnprocessableEntity, "cells")]
    [InlineData("title,body\r\na,\0\r\n", HttpStatusCode.UnprocessableEntity, "nul")]
    public async Task Import_BadFile_IsRefusedWholeWithItsLine(string file, HttpStatusCode status, string code)
    {
        var before = (await served.AllAsync<Voice>()).Count;

        var answer = await ImportAsync(file);

        Assert.Equal(status, answer.Status);
        Assert.Contains(code, answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, (await served.AllAsync<Voice>()).Count);
    }

    private Task<Answer> ImportAsync(string file, string query = "") =>
        served.SendAsync(HttpMethod.Post, Path + "/import" + query, new StringContent(file, System.Text.Encoding.UTF8, "text/csv"), byKey: true);

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Body).RootElement;

    private static void AssertRefused(Answer answer, HttpStatusCode status, string code)
    {
        Assert.True(answer.Status == status, $"{answer.Status} {answer.Body}");
        Assert.Equal(code, Json(answer).GetProperty("code").GetString());
    }
}
