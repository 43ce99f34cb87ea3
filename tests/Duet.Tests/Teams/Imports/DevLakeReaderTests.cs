using Duet.Teams.Imports;

namespace Duet.Tests.Teams.Imports;

public sealed class DevLakeReaderTests
{
    private const string Users = """
        "Id","Name","Email","TeamIds"
        "7","Roselle Tromp","r.tromp@example.org","2;1"
        "8","Max","NULL",""
        "9","Nil","nobody","NULL"
        """;

    private const string Teams = """
        Id,Name,Alias,ParentId,SortingIndex
        1,Maple Leafs,ML,,0
        2,Friendly Confines,FC,1,1
        """;

    private const string Accounts = """
        Id,Email,FullName,UserName,AvatarUrl,Organization,CreatedDate,Status,UserId
        github:GithubAccount:1:1234,r.tromp@home.example,Roselle Tromp,RTromp,,,,0,7
        jira:JiraAccount:2:5b10a2844c20165700ede21f,,Roselle,roselle,,,,0,7
        gitlab:GitlabAccount:1:99,,Max,maxm,,,,0,8
        sonarqube:SonarqubeAccount:1:3,,Max,maxm,,,,0,8
        github:GithubAccount:1:5,,Somebody,some,,,,0,NULL
        """;

    private const string Projects = """
        ProjectName,Table,RowId
        Lake,boards,jira:JiraBoard:1:8
        Lake,repos,bitbucket:BitbucketRepo:4:thenicetgp/lake
        Lake,repos,github:GithubRepo:1:384111310
        """;

    [Fact]
    public void Files_OfAllFourKinds_BecomeOnePlan()
    {
        var (plan, notes) = Reading.Read(null, ("users.csv", Users), ("accounts.csv", Accounts), ("teams.csv", Teams), ("project_mapping.csv", Projects));

        Assert.NotNull(plan);
        Assert.Equal(["devlake:7", "devlake:8", "devlake:9"], plan.People.Select(person => person.ExternalId!));
        var roselle = plan.People[0];
        Assert.Equal(("Roselle Tromp", "r.tromp@example.org"), (roselle.Name, roselle.Mail));
        Assert.Equal([("devlake:2", true), ("devlake:1", false)], roselle.Stays.Select(stay => (stay.Team.ExternalId!, stay.IsPrimary)));
        Assert.All(roselle.Stays, stay => Assert.False(stay.HasDates));
        Assert.Equal(
            ["github:rtromp", "jira:5b10a2844c20165700ede21f", "mail:r.tromp@home.example"],
            roselle.Identities.Select(identity => $"{identity.Realm}:{identity.Key}").Order());
        Assert.Equal(["gitlab:maxm"], plan.People[1].Identities.Select(identity => $"{identity.Realm}:{identity.Key}"));
        Assert.Null(plan.People[1].Mail);
        Assert.Equal("devlake:1", plan.Teams.Single(team => team.Name == "Friendly Confines").Parent!.Value.ExternalId);
        Assert.Equal("Lake", Assert.Single(plan.Products).Name);
        var service = Assert.Single(plan.Services);
        Assert.Equal(("lake", "thenicetgp/lake", "Lake"), (service.Name, service.Code.Single().Repo, service.Product!.Value.Name));
        Assert.Equal(["account-unknown 5:", "mail-left 4:Email", "repo-number 4:RowId"], notes.Said().Order());
        Assert.False(notes.HasProblems);
    }

    [Fact]
    public void Users_WithTheSameIdTwice_AreRefusedWithTheLine()
    {
        var (_, notes) = Reading.Read(ImportKind.Devlake, ("users.csv", "Id,Name,Email,TeamIds\n1,Ada,,\n1,Bob,,\n,Eve,,\n"));

        Assert.Equal(["same-id 3:Id", "no-id 4:Id"], notes.Said());
        Assert.True(notes.HasProblems);
    }

    [Fact]
    public void Columns_OfNoTable_AreRefusedNamingThoseOfTheNearest()
    {
        var (plan, notes) = Reading.Read(ImportKind.Devlake, ("users.csv", "Id,FullName\n1,Ada\n"));

        Assert.Null(plan);
        Assert.Equal(["columns 1:"], notes.Said());
    }

    [Fact]
    public async Task RealFiles_OfDevLakesOwnTests_AreImportedAndComeBackUnchanged()
    {
        var folder = Environment.GetEnvironmentVariable("DUET_TEST_DATA") is { Length: > 0 } root ? Path.Combine(root, "devlake", "org") : "";
        Assert.SkipUnless(Directory.Exists(folder), "DUET_TEST_DATA names no folder with devlake/org.");
        var files = new[] { "raw_tables/users.csv", "raw_tables/accounts.csv", "snapshot_tables/user_accounts.csv", "snapshot_tables/project_mapping.csv" }
            .Select(file => (Path.GetFileName(file), File.ReadAllText(Path.Combine(folder, file)))).ToArray();
        await using var door = await ImportDoor.OpenAsync();

        var first = await door.SendAsync(files);

        Assert.Equal(System.Net.HttpStatusCode.OK, first.Status);
        Assert.Equal("devlake", first.Text("kind"));
        var people = await door.AllAsync<Duet.Teams.Records.Person>();
        Assert.Equal(10, people.Count);
        Assert.All(people, person => Assert.StartsWith("devlake:U", person.ExternalId, StringComparison.Ordinal));
        Assert.Equal("my_project", (await door.AllAsync<Duet.Teams.Records.Product>()).Single().Name);
        var second = await door.SendAsync(files);
        Assert.Equal((0, 0, 0), (second["added"], second["changed"], second["ended"]));
        Assert.Equal(10, (await door.AllAsync<Duet.Teams.Records.Person>()).Count);
    }
}
