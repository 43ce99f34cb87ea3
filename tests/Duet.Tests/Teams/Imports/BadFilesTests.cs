using System.IO.Compression;
using System.Net;
using System.Text;
using Duet.Teams.Imports;
using Duet.Teams.Records;

namespace Duet.Tests.Teams.Imports;

/// <summary>Files that come broken, huge, in other encodings or with ill will: over HTTP, with the answer each deserves.</summary>
public sealed class BadFilesTests(BadFilesTests.Server server) : IClassFixture<BadFilesTests.Server>, IAsyncLifetime
{
    private const string Header = "name,mail,team\r\n";

    private readonly ImportDoor door = server.Door;
    private int before;

    public async ValueTask InitializeAsync() => before = (await door.AllAsync<Person>()).Count;

    public async ValueTask DisposeAsync() =>
        // Whatever came, the server is well.
        Assert.Equal(HttpStatusCode.OK, (await door.SendAsync(Header + "Zoe,zoe@example.org,Web\r\n", "?preview=true")).Status);

    [Theory]
    [InlineData("=cmd|'/c calc'!A1")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tTab")]
    [InlineData("\rReturn")]
    [InlineData("'=quoted")]
    public async Task Cell_ThatLooksLikeAFormula_IsKeptAsItIsAndQuotedInTheExport(string name)
    {
        var sent = await door.SendAsync($"name,mail,since,team\r\n\"{Guard(name)}\",f@example.org,2026-01-05,Web\r\n");

        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal(name, (await door.AllAsync<Person>()).Single(person => person.Mail == "f@example.org").Name);
        var export = await door.ExportAsync();
        Assert.Contains("'" + name, export, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)(^|,)""?[=+\-@\t]", export);
        Assert.Contains(",2026-01-05,", export, StringComparison.Ordinal);
        var again = await door.SendAsync(export);
        Assert.Equal((0, 0, 0), (again["added"], again["changed"], again["ended"]));
    }

    [Fact]
    public async Task File_ThatSaysItIsAGigabyte_IsRefusedUnread()
    {
        var answer = await RawUpload.SendAsync(door, 1L << 30, isChunked: false);

        Assert.Contains(" 413 ", answer.Head, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"size\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, answer.Sent);
    }

    [Fact]
    public async Task File_OfAGigabyteThatDoesNotSaySo_IsRefusedAtALineWithLittleMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var answer = await RawUpload.SendAsync(door, 1L << 30, isChunked: true);

        Assert.Contains(" 413 ", answer.Head, StringComparison.Ordinal);
        Assert.Matches("\"code\":\"size\".*\"line\":2[0-9]{5},", answer.Body);
        Assert.True(answer.Sent < 1L << 29, $"{answer.Sent:N0} bytes were taken before the answer.");
        await NothingIsWrittenAsync();
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 50_000_000);
    }

    [Fact]
    public async Task Row_LongerThanAnyRow_IsRefusedWithItsLine()
    {
        var answer = await door.SendAsync(Header + "Ada,ada@example.org,Web\r\nBob," + new string('x', 5_000_000) + ",Web\r\n");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(("row-size", 3, null), answer.Notes("problems").Single());
        await NothingIsWrittenAsync();
    }

    [Theory]
    [InlineData("Ada,ada@example.org,Web\r\n\"Bob,bob@example.org,Web\r\nEve,eve@example.org,Web\r\n")]
    [InlineData("Ada,ada@example.org,Web\r\n\"Bob\" B,bob@example.org,Web\r\n")]
    public async Task Quote_NeverClosedOrInTheMiddle_IsRefusedWithItsLine(string rows)
    {
        var answer = await door.SendAsync(Header + rows);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(("quotes", 3, null), answer.Notes("problems").Single());
        await NothingIsWrittenAsync();
    }

    public static TheoryData<string, byte[]> Encoded()
    {
        static string Text(string mail) => $"name,mail,team\r\nZoë Müller,{mail},Größe\r\n";
        return new()
        {
            { "utf8@example.org", Encoding.UTF8.GetBytes(Text("utf8@example.org")) },
            { "mark@example.org", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text("mark@example.org"))] },
            { "utf16le@example.org", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text("utf16le@example.org"))] },
            { "utf16be@example.org", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Text("utf16be@example.org"))] },
            { "unmarked@example.org", Encoding.Unicode.GetBytes(Text("unmarked@example.org")) },
            { "lines@example.org", Encoding.UTF8.GetBytes(Text("lines@example.org").Replace("team\r\n", "team\n", StringComparison.Ordinal)) },
            { "semicolon@example.org", Encoding.UTF8.GetBytes(Text("semicolon@example.org").Replace(',', ';')) },
            { "tab@example.org", Encoding.UTF8.GetBytes(Text("tab@example.org").Replace(',', '\t')) },
        };
    }

    [Theory, MemberData(nameof(Encoded))]
    public async Task Encoding_ThatCanBeTold_GivesTheSameNames(string mail, byte[] file)
    {
        Assert.Equal(HttpStatusCode.OK, (await door.SendAsync(file)).Status);
        Assert.Equal("Zoë Müller", (await door.AllAsync<Person>()).Single(person => person.Mail == mail).Name);
        Assert.Contains(await door.AllAsync<Team>(), team => team.Name == "Größe");
    }

    [Theory]
    [InlineData("latin1", 3)]
    [InlineData("utf-32", 1)]
    public async Task Encoding_ThatCannotBeTold_IsRefusedWithItsLine(string encoding, int line)
    {
        var coded = Encoding.GetEncoding(encoding);
        var answer = await door.SendAsync([.. coded.GetPreamble(), .. coded.GetBytes(Header + "Ada,ada@example.org,Web\r\nZoë,zoe@example.org,Web\r\n")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(("encoding", line, null), answer.Notes("problems").Single());
        await NothingIsWrittenAsync();
    }

    [Theory]
    [InlineData("mail,team", "name")]
    [InlineData("name,mail,Mail,team", "Mail")]
    [InlineData("name,mail,salary", "salary")]
    [InlineData("", "name")]
    public async Task Header_WithMissingDoubledOrUnknownColumns_IsRefusedNamingThem(string header, string named)
    {
        var answer = await door.SendAsync(header + "\r\nAda,ada@example.org,Web\r\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("columns", answer.Code);
        Assert.Contains(named, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("secondary_teams", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_WithOneProblemEach_AreAllNamedAndNothingIsWritten()
    {
        var answer = await door.SendAsync(
            """
            name,mail,team,since,until,lead,identities
            Ada,ada@example.org,Web,2026-01-01,,,
            ,eve@example.org,Web,,,,
            Bob,bob,Web,,,,
            Cid,cid@example.org,Web,soon,,,
            Dan,dan@example.org,Web,2026-02-01,2026-01-01,,
            Fay,fay@example.org,Web,,,perhaps,
            Gus,gus@example.org,Web,,,,octocat
            """);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            [("no-name", 3, "name"), ("mail", 4, "mail"), ("date", 5, "since"), ("span", 6, "until"), ("flag", 7, "lead"), ("identity", 8, "identities")],
            answer.Notes("problems"));
        await NothingIsWrittenAsync();
    }

    [Theory]
    [InlineData("../people.csv", 0, "zip-path")]
    [InlineData("/etc/people.csv", 0, "zip-path")]
    [InlineData("a\\..\\people.csv", 0, "zip-path")]
    [InlineData("people.csv", 0xA1FF, "zip-link")]
    [InlineData("more.zip", 0, "zip-nested")]
    public async Task Archive_ThatReachesOutside_IsRefusedWhole(string entry, int mode, string code)
    {
        var answer = await door.SendAsync(Zip(archive =>
        {
            Add(archive, "people.csv", Header + "Ada,ada@example.org,Web\r\n");
            Add(archive, entry, Header + "Eve,eve@example.org,Web\r\n").ExternalAttributes = mode << 16;
        }), "", "application/zip");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(code, answer.Code);
        await NothingIsWrittenAsync();
    }

    [Fact]
    public async Task Archive_WithinAnArchive_IsRefusedByItsBytes()
    {
        var inner = Zip(archive => Add(archive, "people.csv", Header));
        var answer = await door.SendAsync(Zip(archive =>
        {
            using var stream = archive.CreateEntry("people.csv").Open();
            stream.Write(inner);
        }), "", "application/zip");

        Assert.Equal("zip-nested", answer.Code);
    }

    [Fact]
    public async Task Archive_OfManyEntries_IsRefusedBeforeTheyAreListed()
    {
        var archive = Zip(archive =>
        {
            for (var entry = 0; entry < 60_000; entry++)
                archive.CreateEntry($"{entry:x}", CompressionLevel.NoCompression);
        });
        var answer = await door.SendAsync(archive, "", "application/zip");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "many-files"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Archive_ThatUnpacksToFarMore_IsRefused()
    {
        var archive = Zip(archive => Add(archive, "people.csv", new string(' ', 200_000_000)));
        var answer = await door.SendAsync(archive, "", "application/zip");

        Assert.True(archive.Length < 1_000_000);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "size"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Archive_OfPlainFiles_IsImported()
    {
        var answer = await door.SendAsync(Zip(archive => Add(archive, "org/people.csv", Header + "Ann,ann@example.org,Web\r\n")), "", "application/zip");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(await door.AllAsync<Person>(), person => person.Name == "Ann");
    }

    [Fact]
    public async Task File_SentTwice_AddsNothingTheSecondTime()
    {
        const string file = Header + "Ida,ida@example.org,Web\r\nJon,jon@example.org,Web\r\n";
        var first = await door.SendAsync(file);
        var imports = (await door.AllAsync<OrganisationImport>()).Count;
        var second = await door.SendAsync(file);

        Assert.Equal((0, 0, 0), (second["added"], second["changed"], second["ended"]));
        Assert.True(first["added"] > 0);
        Assert.Equal(before + 2, (await door.AllAsync<Person>()).Count);
        Assert.Equal(imports, (await door.AllAsync<OrganisationImport>()).Count);
        Assert.NotNull(second.Text("importedBefore"));
    }

    private async Task NothingIsWrittenAsync() => Assert.Equal(before, (await door.AllAsync<Person>()).Count);

    // What the file has to say for the name to be the one meant: an apostrophe before a sign is taken off.
    private static string Guard(string name) => name.StartsWith('\'') ? "'" + name : name;

    private static byte[] Zip(Action<ZipArchive> fill)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            fill(archive);
        return memory.ToArray();
    }

    private static ZipArchiveEntry Add(ZipArchive archive, string name, string text)
    {
        var entry = archive.CreateEntry(name);
        using var writer = new StreamWriter(entry.Open());
        writer.Write(text);
        return entry;
    }

    public sealed class Server : IAsyncLifetime
    {
        internal ImportDoor Door { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Door = await ImportDoor.OpenAsync();

        public ValueTask DisposeAsync() => Door.DisposeAsync();
    }
}
