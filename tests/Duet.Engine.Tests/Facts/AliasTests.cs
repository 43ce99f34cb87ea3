using Duet.Engine.Facts;

namespace Duet.Engine.Tests.Facts;

public sealed class AliasTests
{
    private const string Aliases = "SELECT id, realm, key, name, kind, person FROM alias ORDER BY id";

    [Xunit.Fact]
    public async Task Intern_Actors_GivesDenseNumbersThatStayOverReopening()
    {
        using var folder = new TempFolder();
        await using (var store = await Sample.StoreAsync(folder.File("facts.db")))
            await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b") with { Author = Sample.Bob }, Sample.Change("c")]));

        await using var again = await Sample.StoreAsync(folder.File("facts.db"));
        var bot = new Actor("github", "ada@example.org", "Robot", ActorKind.Bot);
        await again.PutAsync(new FactBatch("2", "github").Upsert([Sample.Change("a") with { Author = bot }, Sample.Change("b")]));

        Assert.Equal(
            ["1 mail ada@example.org Ada human 1", "2 mail bob@example.org Bob human 2", "3 github ada@example.org Robot bot 3"],
            await again.TextsAsync(Aliases));
        Assert.Equal(["1", "2", "1", "3", "1"], await again.TextsAsync("SELECT author FROM change ORDER BY id"));
    }

    [Xunit.Fact]
    public async Task Intern_NewerNameOrKind_TakesItOverAndKeepsANameNobodyReplaces()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b") with { Author = Sample.Bob }]));

        await store.PutAsync(new FactBatch("2", "git").Upsert(
        [
            Sample.Change("c") with { Author = Sample.Ada with { Name = "Ada L." } },
            Sample.Change("d") with { Author = Sample.Ada with { Name = "Ada Lovelace", Kind = ActorKind.Agent } },
            Sample.Change("e") with { Author = Sample.Bob with { Name = "" } },
        ]));

        Assert.Equal(["1 mail ada@example.org Ada Lovelace agent 1", "2 mail bob@example.org Bob human 2"], await store.TextsAsync(Aliases));
    }

    [Xunit.Fact]
    public async Task Intern_BatchThatFails_LeavesNoAliasAndNoGap()
    {
        await using var store = await Sample.StoreAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(
            new FactBatch("1", "git").Upsert([Sample.Change("a") with { Author = Sample.Bob }]).Upsert([Sample.File("missing", "x")])));

        await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Change("a")]));

        Assert.Equal(["1 mail ada@example.org Ada human 1"], await store.TextsAsync(Aliases));
    }
}
