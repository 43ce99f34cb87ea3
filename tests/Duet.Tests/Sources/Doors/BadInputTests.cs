using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Duet.Access;
using Duet.Sources.Doors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Sources.Doors;

/// <summary>Nasty requests over real HTTP: the exact answer, the balances afterwards, and a server that goes on.</summary>
public sealed class BadInputTests
{
    private const string Door = "/api/v1/deployments";

    [Theory]
    [InlineData("not json", 1)]
    [InlineData("", 0)]
    [InlineData("{\"id\":\"a\",}", 10)]
    [InlineData("{\n\"id\":\"a\"\n\"b\":1}", 11)]
    public async Task Body_NoJson_IsRefusedWithTheByteWhereItBreaks(string body, int offset)
    {
        await using var bench = await DoorBench.StartAsync();

        var reply = await bench.SendAsync(Door, body);

        reply.AssertRefused(HttpStatusCode.BadRequest, "malformed-json");
        Assert.Equal(offset, reply.Count("offset"));
        Assert.Equal(1, Assert.Single(await bench.BalancesAsync()).RefusedBy["malformed-json"]);
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Body_OfTenMegabytes_IsRefusedBeforeItIsSent()
    {
        await using var bench = await DoorBench.StartAsync();
        using var socket = await ConnectAsync(bench);

        // No byte of the body is sent: who answers has not read it.
        await SendAsync(socket, $"POST {Door} HTTP/1.1\r\nHost: duet\r\nAuthorization: Bearer {bench.Key}\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n");
        var answer = await ReceiveAsync(socket);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"too-large\"", answer, StringComparison.Ordinal);
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Body_OfUnknownLengthAndTooLarge_IsCut()
    {
        await using var bench = await DoorBench.StartAsync(limits => limits with { BodyBytes = 100_000 });

        var reply = await bench.SendAsync(Door, new byte[200_000], request => request.Headers.TransferEncodingChunked = true);

        reply.AssertRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Bomb_Compressed_IsCutAtTheDecompressedLimit(string encoding)
    {
        await using var bench = await DoorBench.StartAsync();
        using var packed = new MemoryStream();
        await using (Stream packer = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var blanks = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            for (var i = 0; i < 200; i++)
                await packer.WriteAsync(blanks, DoorBench.Stop);
        }
        // The whole process is counted, with what other tests do meanwhile: the least of three counts.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var reply = await bench.SendAsync(Door, packed.ToArray(), request => request.Content!.Headers.ContentEncoding.Add(encoding));
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            reply.AssertRefused(HttpStatusCode.RequestEntityTooLarge, "too-large");
        }
        Assert.True(least < 50 << 20, "More than the limit was unpacked.");
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task Body_NestedTooDeep_IsRefused(int depth)
    {
        await using var bench = await DoorBench.StartAsync();

        var reply = await bench.SendAsync(Door, new string('[', depth) + new string(']', depth));

        reply.AssertRefused(HttpStatusCode.BadRequest, "too-deep");
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("{\"id\":1,\"id\":2}")]
    [InlineData("{\"id\":\"a\",\"\\u0069d\":\"b\"}")]
    [InlineData("{\"id\":\"a\",\"more\":{\"x\":1,\"x\":1}}")]
    public async Task Member_Twice_IsRefused(string body)
    {
        await using var bench = await DoorBench.StartAsync();

        (await bench.SendAsync(Door, body)).AssertRefused(HttpStatusCode.BadRequest, "duplicate-member");

        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Batch_WithTwoBadItems_KeepsTheOthersAndReportsByIndex()
    {
        await using var bench = await DoorBench.StartAsync();
        var messages = Messages.Deployments(1_000).ToArray();
        (messages[3], messages[7]) = ("""{"id":"d3","service":"shop"}""", "17");

        var reply = await bench.SendAsync(Door, Messages.Batch(messages));

        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.Equal((998, 2, 0), (reply.Count("accepted"), reply.Count("quarantined"), reply.Count("duplicates")));
        var report = reply.Body.GetProperty("report").EnumerateArray().ToArray();
        Assert.Equal(["3 d3 quarantined missing-member", "7  quarantined not-an-object"], report.Select(item =>
            $"{item.GetProperty("index")} {item.GetProperty("id")} {item.GetProperty("outcome")} {item.GetProperty("problem")}"));
        await bench.AssertSoundAsync();
        var balance = Assert.Single(await bench.BalancesAsync());
        Assert.Equal((1, 1, 1_000, 998, 2), (balance.Received, balance.Journaled, balance.Items, balance.Mapped, balance.Quarantined));
    }

    [Fact]
    public async Task Message_SameIdSameBody_IsADuplicate()
    {
        await using var bench = await DoorBench.StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await bench.SendAsync(Door, Messages.Deployment("a"))).Status);

        var again = await bench.SendAsync(Door, Messages.Deployment("a"));

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.True(again.Body.GetProperty("duplicate").GetBoolean());
        await bench.AssertSoundAsync();
        var balance = Assert.Single(await bench.BalancesAsync());
        Assert.Equal((2, 1, 1), (balance.Received, balance.Journaled, balance.Duplicate));
    }

    [Fact]
    public async Task Message_SameIdOtherBody_IsAConflictAndKept()
    {
        await using var bench = await DoorBench.StartAsync();
        await bench.SendAsync(Door, Messages.Deployment("a"));

        var other = await bench.SendAsync(Door, Messages.Deployment("a", ""","is_rollback":true"""));

        other.AssertRefused(HttpStatusCode.Conflict, "conflict");
        await bench.AssertSoundAsync();
        Assert.Equal(1, Assert.Single(await bench.BalancesAsync()).Quarantined);
    }

    [Theory]
    [InlineData("""{"service":"shop"}""", "missing-id", "Give each message an id")]
    [InlineData("""{"ID":"a","service":"shop"}""", "missing-id", "did you mean 'id'?")]
    [InlineData("""{"id":"","service":"shop"}""", "bad-text", "")]
    [InlineData("""{"id":7,"service":"shop"}""", "bad-text", "double quotes")]
    [InlineData("""{"id":"a","servcie":"shop","environment":"production","outcome":"success","started_at":"2026-11-02T09:00:00Z"}""", "missing-member", "did you mean 'service'?")]
    [InlineData("""{"id":"a","service":"shop","environment":"production","outcome":"sucess","started_at":"2026-11-02T09:00:00Z"}""", "unknown-word", "Did you mean 'success'?")]
    [InlineData("""{"id":"a","service":"shop","environment":"production","outcome":"success","started_at":"2026-11-02T09:00:00Z"}""", "missing-member", "ended")]
    [InlineData("""{"id":"a","service":"shop","environment":"production","outcome":"running","started_at":"2026-11-02T09:00:00Z","finished_at":"2026-11-02T09:00:00Z"}""", "contradiction", "")]
    public async Task Message_WithoutWhatItNeeds_IsRefusedWithAHint(string body, string code, string hint)
    {
        await using var bench = await DoorBench.StartAsync();

        var reply = await bench.SendAsync(Door, body);

        reply.AssertRefused(HttpStatusCode.BadRequest, code);
        Assert.Contains(hint, reply.Hint, StringComparison.Ordinal);
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task Time_ThatNobodyCanMean_IsKeptAside(string time)
    {
        await using var bench = await DoorBench.StartAsync();

        var reply = await bench.SendAsync(Door, Messages.Deployment("a", startedAt: time));

        Assert.Equal((HttpStatusCode.Accepted, 1), (reply.Status, reply.Count("quarantined")));
        Assert.Equal("clock", reply.Body.GetProperty("report")[0].GetProperty("problem").GetString());
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0.002, false)]
    [InlineData(-365, false)]
    public async Task Time_OfTomorrow_IsKeptAsideAndOfLastYearIsTaken(double days, bool isAside)
    {
        await using var bench = await DoorBench.StartAsync();
        var at = TimeProvider.System.GetUtcNow().AddDays(days).ToString("O");

        var reply = await bench.SendAsync("/api/v1/measurements", $$"""{"id":"a","name":"orders","value":1,"at":"{{at}}"}""");

        Assert.Equal((HttpStatusCode.Accepted, isAside ? 1 : 0), (reply.Status, reply.Count("quarantined")));
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("now")]
    [InlineData("2026-11-02")]
    [InlineData("2026-11-02T09:00:00")]
    [InlineData("2026-02-30T09:00:00Z")]
    [InlineData("1762074000")]
    public async Task Time_ThatIsNone_IsRefused(string time)
    {
        await using var bench = await DoorBench.StartAsync();

        (await bench.SendAsync(Door, Messages.Deployment("a", startedAt: time))).AssertRefused(HttpStatusCode.BadRequest, "bad-time");

        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("NaN", "malformed-json")]
    [InlineData("Infinity", "malformed-json")]
    [InlineData("1e400", "number-out-of-range")]
    [InlineData("9223372036854775807", "number-out-of-range")]
    [InlineData("0.1234567890123456789", "number-out-of-range")]
    [InlineData("\"42\"", "bad-number")]
    public async Task Number_ThatWouldBeRounded_IsRefused(string number, string code)
    {
        await using var bench = await DoorBench.StartAsync();

        (await bench.SendAsync("/api/v1/measurements", Messages.Measurement("a", number))).AssertRefused(HttpStatusCode.BadRequest, code);

        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("-0", -0.0)]
    [InlineData("9223372036854775808", 9223372036854775808.0)]
    [InlineData("1e-7", 1e-7)]
    [InlineData("0.1", 0.1)]
    [InlineData("123456789.123456", 123456789.123456)]
    public async Task Number_ThatIsHeld_IsKeptExactly(string number, double value)
    {
        await using var bench = await DoorBench.StartAsync();
        await bench.SendAsync("/api/v1/measurements", Messages.Measurement("a", number));
        await bench.AssertSoundAsync();

        var kept = await bench.FactsAsync("SELECT value FROM measurement", row => row.GetDouble(0));

        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Assert.Single(kept)));
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud83d")]
    [InlineData("\\udc00x")]
    public async Task Text_NoStoreCanHold_IsRefused(string escape)
    {
        await using var bench = await DoorBench.StartAsync();

        (await bench.SendAsync(Door, Messages.Deployment("a", $$""","note":"{{escape}}" """))).AssertRefused(HttpStatusCode.BadRequest, "malformed-text");

        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Text_InvalidUtf8_IsRefusedWithItsByte()
    {
        await using var bench = await DoorBench.StartAsync();
        byte[] body = [.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var reply = await bench.SendAsync(Door, body);

        reply.AssertRefused(HttpStatusCode.BadRequest, "malformed-text");
        Assert.Equal(7, reply.Count("offset"));
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("🚀 née \u202Eabc")]
    [InlineData("$where")]
    [InlineData("'; DROP TABLE deployment; --")]
    [InlineData("__proto__")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Text_OfAnyKind_IsPlainDataAndKeptAsItIs(string text)
    {
        await using var bench = await DoorBench.StartAsync();
        var message = new Dictionary<string, object>
        {
            ["id"] = "a",
            ["service"] = text,
            ["environment"] = "production",
            ["outcome"] = "success",
            ["started_at"] = "2026-11-02T09:00:00Z",
            ["finished_at"] = "2026-11-02T09:00:00Z",
            [text] = text,
        };

        var reply = await bench.SendAsync(Door, JsonSerializer.SerializeToUtf8Bytes(message));

        Assert.Equal((HttpStatusCode.Accepted, 1), (reply.Status, reply.Count("accepted")));
        await bench.AssertSoundAsync();
        var kept = await bench.FactsAsync("SELECT service FROM deployment", row => row.GetString(0));
        Assert.Equal(text, Assert.Single(kept));
    }

    [Fact]
    public async Task Item_TooLargeOrTooWide_IsRefused()
    {
        await using var bench = await DoorBench.StartAsync();

        (await bench.SendAsync(Door, Messages.Deployment("a", $$""","note":"{{new string('x', 1 << 20)}}" """)))
            .AssertRefused(HttpStatusCode.RequestEntityTooLarge, "item-too-large");
        (await bench.SendAsync(Door, Messages.Deployment("a", $$""","properties":{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"p{i}\":1"))}}}""")))
            .AssertRefused(HttpStatusCode.UnprocessableEntity, "too-many-members");
        (await bench.SendAsync(Door, Messages.Batch(Messages.Deployments(1_001))))
            .AssertRefused(HttpStatusCode.RequestEntityTooLarge, "too-many-items");
        (await bench.SendAsync(Door, "[]")).AssertRefused(HttpStatusCode.BadRequest, "no-items");

        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Names_WithoutEnd_AreBoundedAndTheKnownGoOn()
    {
        await using var bench = await DoorBench.StartAsync();
        var taken = 0;
        for (var batch = 0; batch < 100; batch++)
            taken += (await bench.SendAsync("/api/v1/measurements", Messages.Batch(Enumerable.Range(1_000 * batch, 1_000).Select(i => Messages.Measurement($"m{i}", name: $"user-{i}"))))).Count("accepted");

        Assert.Equal(new DoorLimits().MeasurementNames, taken);
        (await bench.SendAsync("/api/v1/measurements", Messages.Measurement("late", name: "one-more"))).AssertRefused(HttpStatusCode.UnprocessableEntity, "cardinality");
        Assert.Equal(HttpStatusCode.Accepted, (await bench.SendAsync("/api/v1/measurements", Messages.Measurement("known", name: "user-7"))).Status);
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json; charset=iso-8859-1", null)]
    [InlineData(null, null)]
    [InlineData("application/json", "deflate")]
    [InlineData("application/json", "gzip, gzip")]
    public async Task Content_OfAnotherKind_IsRefused(string? type, string? encoding)
    {
        await using var bench = await DoorBench.StartAsync();

        var reply = await bench.SendAsync(Door, "{}"u8.ToArray(), request =>
        {
            request.Content!.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            if (encoding is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        });

        reply.AssertRefused(HttpStatusCode.UnsupportedMediaType, encoding is null ? "unsupported-media-type" : "unsupported-encoding");
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Body_NotCompressedAsItSays_IsRefused()
    {
        await using var bench = await DoorBench.StartAsync();

        var reply = await bench.SendAsync(Door, "{}"u8.ToArray(), request => request.Content!.Headers.ContentEncoding.Add("gzip"));

        reply.AssertRefused(HttpStatusCode.BadRequest, "bad-compression");
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Body_OneByteASecond_IsCut()
    {
        await using var bench = await DoorBench.StartAsync(limits => limits with { SlowGrace = TimeSpan.FromSeconds(1.5) });
        using var socket = await ConnectAsync(bench);
        await SendAsync(socket, $"POST {Door} HTTP/1.1\r\nHost: duet\r\nAuthorization: Bearer {bench.Key}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{");

        var receiving = ReceiveAsync(socket);
        for (var i = 0; i < 20 && !receiving.IsCompleted; i++)
        {
            await Task.Delay(1_000, DoorBench.Stop);
            if (!receiving.IsCompleted)
                await SendAsync(socket, " ");
        }

        Assert.StartsWith("HTTP/1.1 408 ", await receiving, StringComparison.Ordinal);
        Assert.Contains("\"too-slow\"", await receiving, StringComparison.Ordinal);
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Key_InTheAddressRevokedExpiredOrOfAnotherScope_IsRefusedAndNeverLogged()
    {
        var log = new LinesLogged();
        await using var bench = await DoorBench.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log));
        var keys = bench.Server.Get<Keys>();
        var reader = await DoorBench.AddKeyAsync(bench.Server, "reader", Scopes.MetricsRead);
        var revoked = await DoorBench.AddKeyAsync(bench.Server, "revoked", Scopes.EventsWrite);
        Task<DoorReply> SendAsync(string? key, string path = Door) => bench.SendAsync(
            path, Encoding.UTF8.GetBytes(Messages.Deployment("a")), request => request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key));

        (await SendAsync(null, $"{Door}?key={bench.Key}")).AssertRefused(HttpStatusCode.Unauthorized, "key-in-address");
        (await SendAsync(bench.Key, $"{Door}?api_key={bench.Key}")).AssertRefused(HttpStatusCode.Unauthorized, "key-in-address");
        (await SendAsync(null)).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-needed");
        (await SendAsync("duet_nonsense")).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-needed");
        (await SendAsync(reader)).AssertRefused(HttpStatusCode.Forbidden, "scope-needed");
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(revoked)).Status);
        var ends = TimeProvider.System.GetUtcNow().AddSeconds(5);
        var expired = (await keys.AddAsync(new KeyRequest("expired", [Scopes.EventsWrite], ends), Caller.Host, DoorBench.Stop)).Text!;
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(expired)).Status);
        await Task.Delay(ends - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(50), DoorBench.Stop);
        (await SendAsync(expired)).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-needed");
        await keys.RevokeAsync("revoked", Caller.Host, DoorBench.Stop);
        (await SendAsync(revoked)).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-needed");

        // The log is listened to, as the server sets it.
        bench.Server.Get<ILogger<BadInputTests>>().Log(LogLevel.Warning, default, "heard", null, (line, _) => line);
        Assert.Contains(log.Lines, line => line.StartsWith("heard", StringComparison.Ordinal));
        foreach (var key in (string[])[bench.Key, reader, revoked, expired])
            Assert.DoesNotContain(log.Lines, line => line.Contains(key[..20], StringComparison.Ordinal));
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("API")]
    [InlineData("../git")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData("a b")]
    public async Task Source_ThatIsNoName_IsRefused(string source)
    {
        await using var bench = await DoorBench.StartAsync();

        (await bench.SendAsync($"{Door}?source={Uri.EscapeDataString(source)}", Messages.Deployment("a"))).AssertRefused(HttpStatusCode.BadRequest, "bad-source");

        await bench.AssertSoundAsync();
    }

    private static async Task<TcpClient> ConnectAsync(DoorBench bench)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(bench.Server.Address.Host, bench.Server.Address.Port, DoorBench.Stop);
        return socket;
    }

    private static async Task SendAsync(TcpClient socket, string text)
    {
        try
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), DoorBench.Stop);
        }
        catch (IOException)
        {
            // The server has closed: what it said before is what counts.
        }
    }

    // The whole answer: it is chunked, and ends with an empty chunk.
    private static async Task<string> ReceiveAsync(TcpClient socket)
    {
        var buffer = new byte[16_384];
        var text = "";
        try
        {
            while (!text.EndsWith("0\r\n\r\n", StringComparison.Ordinal) && await socket.GetStream().ReadAsync(buffer, DoorBench.Stop) is > 0 and var read)
                text += Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (IOException)
        {
        }
        return text;
    }
}
