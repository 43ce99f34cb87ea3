using System.Diagnostics;
using System.Text.Json;
using Duet.Cli;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Cli;

/// <summary>Imports from the command line: beside a server, without one, and killed in the middle.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Import_WithoutAServerAndBesideOne_WritesTheSameDirectory()
    {
        var file = Write("people.csv", "name,mail,team\nAda,ada@example.org,Web\n");

        var preview = await RunAsync("import", file, "--preview");
        Assert.Equal(ExitCodes.Ok, preview.Code);
        Assert.Contains("nothing written", preview.Error, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync<Person>());
        Assert.Equal(ExitCodes.Ok, (await RunAsync("import", file)).Code);
        Assert.Equal(1, await CountAsync<Person>());

        await using var server = await ServeProcess.StartAsync(folder.Path);
        var beside = await RunAsync("import", file, Write("more.csv", "name,mail,team\nBob,bob@example.org,Web\n"), "--format", "json");

        Assert.Equal(ExitCodes.Ok, beside.Code);
        Assert.True(JsonDocument.Parse(beside.Output).RootElement.GetProperty("applied").GetBoolean());
        Assert.Equal(2, await CountAsync<Person>());
    }

    [Fact]
    public async Task Folder_WithCatalogues_IsReadToItsDepth()
    {
        Write("org/a/catalog-info.yaml", "kind: Group\nmetadata: { name: shop }\n");
        Write("org/b/c/catalog-info.yaml", "kind: Component\nmetadata: { name: pay }\nspec: { owner: shop }\n");
        Write("org/b/other.yaml", "not: this one\n");

        var (code, output, _) = await RunAsync("import", Path.Combine(folder.Path, "org"));

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("pay", output, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync<ServiceOwner>());
    }

    [Fact]
    public async Task File_WithProblems_IsRefusedWithItsLine()
    {
        var (code, output, error) = await RunAsync("import", Write("people.csv", "name,mail\nAda,ada\n"));

        Assert.Equal((ExitCodes.BadInput, ""), (code, output));
        Assert.Contains("people.csv:2, mail", error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotFound, (await RunAsync("import", Path.Combine(folder.Path, "missing.csv"))).Code);
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task Import_KilledInTheMiddle_IsDoneWholeOrNotAtAllAndGoesThroughTheNextTime()
    {
        const int people = 4_000;
        var file = Write("people.csv", "name,mail,team\n" + string.Concat(Enumerable.Range(0, people).Select(number => $"P{number},p{number}@example.org,Team {number % 300}\n")));
        var killed = 0;
        var patience = TimeSpan.FromMilliseconds(300);
        while (await CountAsync<OrganisationImport>() == 0)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet")
            {
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, "duet.dll"), "import", file, "--data", folder.Path },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            // Each try is killed a little later, so that every part of an import is met.
            if (!process.WaitForExit(patience))
            {
                process.Kill();
                killed++;
            }
            await process.WaitForExitAsync(Stop);
            patience *= 1.4;
            Assert.Equal(await CountAsync<OrganisationImport>() == 0 ? 0 : people, await CountAsync<Person>());
            Assert.Equal(await CountAsync<Person>(), await CountAsync<Membership>());
        }

        Assert.True(killed > 2);
        Assert.Equal(ExitCodes.Ok, (await RunAsync("import", file)).Code);
        Assert.Equal((people, 300, 1), (await CountAsync<Person>(), await CountAsync<Team>(), await CountAsync<OrganisationImport>()));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<int> CountAsync<T>() where T : class
    {
        var records = RecordsStore.At(Path.Combine(folder.Path, "records.db"), null);
        await records.MigrateAsync(Stop);
        await using var db = records.CreateDbContext();
        return await db.Set<T>().CountAsync(Stop);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await Verbs.RunAsync([.. args, "--data", folder.Path], output, error, Stop);
        return (code, output.ToString(), error.ToString());
    }
}
