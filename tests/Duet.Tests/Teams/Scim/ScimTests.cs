using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Teams.Scim;

/// <summary>What identity providers send, in the order in which they send it.</summary>
public sealed class ScimTests : IAsyncLifetime
{
    private static readonly DateTimeOffset FirstDay = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private ScimDoor door = null!;

    public async ValueTask InitializeAsync() => door = await ScimDoor.OpenAsync();

    public ValueTask DisposeAsync() => door.DisposeAsync();

    [Fact]
    public async Task Okta_FromTheTestOfTheConnectionToTheEndOfAPerson()
    {
        Assert.True((await door.GetAsync("ServiceProviderConfig")).Body["patch"]!["supported"]!.GetValue<bool>());
        var list = await door.GetAsync("Users?count=1&startIndex=1");
        Assert.Equal((HttpStatusCode.OK, 0, "application/scim+json"), (list.Status, list.Total, list.ContentType));
        Assert.Equal(0, (await door.GetAsync("Users?filter=userName eq \"ada@example.org\"&startIndex=1&count=100")).Total);
        var missing = await door.GetAsync("Users/4711");
        Assert.Equal((HttpStatusCode.NotFound, "404"), (missing.Status, missing.Text("status")));

        var made = await door.SendAsync("POST", "Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Ada@Example.org","name":{"givenName":"Ada","familyName":"Lovelace"},
             "emails":[{"primary":true,"value":"ada@example.org","type":"work"}],"displayName":"Ada Lovelace","locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7",
             "groups":[],"password":"1mz050nq","active":true}
            """);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.EndsWith($"/scim/v2/Users/{made.Id}", made.Location, StringComparison.Ordinal);
        Assert.Equal(("Ada", "Lovelace"), (made.Body["name"]!["givenName"]!.GetValue<string>(), made.Body["name"]!["familyName"]!.GetValue<string>()));
        Assert.False(made.Body.ContainsKey("password"));
        var again = await door.SendAsync("POST", "Users", """{"userName":"ADA@example.org","displayName":"Another"}""");
        Assert.Equal((HttpStatusCode.Conflict, "uniqueness"), (again.Status, again.Text("scimType")));

        var changed = await door.SendAsync("PUT", $"Users/{made.Id}",
            """{"id":"x","userName":"ada@example.org","name":{"givenName":"Ada","familyName":"King"},"emails":[{"primary":true,"value":"king@example.org"}],"active":true,"externalId":"00ujl29u0le5T6Aj10h7"}""");
        Assert.Equal(("Ada King", "king@example.org"), (changed.Text("displayName"), changed.Body["emails"]![0]!["value"]!.GetValue<string>()));

        // The town of the address at work is the site; a provider that does not send it changes nothing.
        await door.PatchAsync($"Users/{made.Id}", """{"op":"add","path":"addresses[type eq \"work\"].locality","value":"Berlin"}""");
        await door.PatchAsync($"Users/{made.Id}", """{"op":"replace","value":{"displayName":"Ada King"}}""");
        Assert.Equal(("site", "Berlin"), (await door.AllAsync<PersonAttribute>()).Select(row => (row.Name, row.Value)).Single());
        Assert.Equal("Berlin", (await door.GetAsync($"Users/{made.Id}")).Body["addresses"]![0]!["locality"]!.GetValue<string>());
        var group = await door.GroupAsync("Engines", made.Id);
        var gone = await door.PatchAsync($"Users/{made.Id}", """{"op":"replace","value":{"active":false}}""");
        Assert.False(gone.Body["active"]!.GetValue<bool>());
        Assert.NotNull((await door.AllAsync<Person>()).Single().LeftAt);
        Assert.Equal((null, door.Time.GetUtcNow()), (await door.AllAsync<Membership>()).Select(row => (row.Since, row.Until)).Single());
        Assert.Empty((await door.GetAsync($"Groups/{group}")).Body["members"]!.AsArray());

        var back = await door.PatchAsync($"Users/{made.Id}", """{"op":"replace","value":{"active":true}}""");
        Assert.True(back.Body["active"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, (await door.SendAsync("DELETE", $"Users/{made.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await door.GetAsync($"Users/{made.Id}")).Status);
        Assert.Equal(0, (await door.GetAsync("Users")).Total);
        Assert.Equal("Ada King", (await door.AllAsync<Person>()).Single().Name);
    }

    [Fact]
    public async Task Entra_WithItsOwnWordsForChanges()
    {
        var id = await door.UserAsync("joy@example.org");

        // Dotted and qualified names, texts for booleans, capital letters, filters for what is not there yet.
        var changed = await door.SendAsync("PATCH", $"Users/{id}",
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
              {"op":"Replace","path":"displayName","value":"Joy Buolamwini"},
              {"op":"Add","path":"emails[type eq \"work\"].value","value":"joy.b@example.org"},
              {"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:externalId","value":"c0ffee"},
              {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Research"},
              {"op":"Replace","value":{"name.givenName":"Joy","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager":"7"}},
              {"op":"Replace","path":"active","value":"True"}]}
            """);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(("Joy Buolamwini", "joy.b@example.org", "c0ffee"), (changed.Text("displayName"), changed.Body["emails"]![0]!["value"]!.GetValue<string>(), changed.Text("externalId")));
        Assert.Equal(id, (await door.GetAsync("Users?filter=externalId eq \"c0ffee\"")).First["id"]!.GetValue<string>());
        Assert.False((await door.PatchAsync($"Users/{id}", """{"op":"Replace","path":"active","value":"False"}""")).Body["active"]!.GetValue<bool>());
        Assert.True((await door.PatchAsync($"Users/{id}", """{"op":"Replace","path":"active","value":"True"}""")).Body["active"]!.GetValue<bool>());

        var group = await door.GroupAsync("Fairness");
        Assert.False((await door.GetAsync($"Groups?excludedAttributes=members&filter=displayName eq \"Fairness\"")).First.ContainsKey("members"));
        Assert.Equal(HttpStatusCode.OK, (await door.PatchAsync($"Groups/{group}", $$"""{"op":"Add","path":"members","value":[{"$ref":null,"value":"{{id}}"}]}""")).Status);
        Assert.Equal(1, (await door.GetAsync($"Groups?filter=id eq \"{group}\" and members eq \"{id}\"")).Total);
        Assert.Empty((await door.PatchAsync($"Groups/{group}", $$"""{"op":"Remove","path":"members","value":[{"value":"{{id}}"}]}""")).Body["members"]!.AsArray());
        await door.PatchAsync($"Groups/{group}", $$"""{"op":"Add","path":"members","value":[{"value":"{{id}}"}]}""");
        Assert.Empty((await door.PatchAsync($"Groups/{group}", $$"""{"op":"Remove","path":"members[value eq \"{{id}}\"]"}""")).Body["members"]!.AsArray());
        Assert.Equal("Ethics", (await door.PatchAsync($"Groups/{group}", """{"op":"Replace","value":{"displayName":"Ethics"}}""")).Text("displayName"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Move_WhicheverGroupIsChangedFirst_IsOneMoveOfThatDay(bool addFirst)
    {
        var ada = await door.UserAsync("ada@example.org");
        var (old, next) = (await door.GroupAsync("Old", ada), await door.GroupAsync("Next"));
        door.Time.Advance(TimeSpan.FromDays(10));

        var add = $$"""{"op":"add","path":"members","value":[{"value":"{{ada}}"}]}""";
        var remove = $$"""{"op":"remove","path":"members[value eq \"{{ada}}\"]"}""";
        foreach (var (group, operation) in addFirst ? new[] { (next, add), (old, remove) } : [(old, remove), (next, add)])
            Assert.Equal(HttpStatusCode.OK, (await door.PatchAsync($"Groups/{group}", operation)).Status);

        var day = FirstDay.AddDays(10);
        Assert.Equal(
            [(int.Parse(old, null), true, (DateTimeOffset?)null, (DateTimeOffset?)day), (int.Parse(next, null), true, day, null)],
            (await door.AllAsync<Membership>()).OrderBy(row => row.Since ?? DateTimeOffset.MinValue).Select(row => (row.TeamId, row.IsPrimary, row.Since, row.Until)));
        Assert.Equal(next, (await door.GetAsync($"Users/{ada}")).Body["groups"]![0]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task People_WhoAreInTheDirectory_AreTakenOverAndNotDoubled()
    {
        await using (var db = await door.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Add(new Person { Name = "Ada", Mail = "ada@example.org", ExternalId = "devlake:7", CreatedAt = FirstDay });
            db.Add(new Team { Name = "Web Shop", Key = "web shop", CreatedAt = FirstDay });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, (await door.GetAsync("Users?filter=userName eq \"ada@example.org\"")).Total);
        var made = await door.SendAsync("POST", "Users", """{"userName":"ada.l@example.org","displayName":"Ada Lovelace","emails":[{"value":"ada@example.org"}],"externalId":"e1"}""");
        var group = await door.SendAsync("POST", "Groups", """{"displayName":"web shop","externalId":"g1"}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (made.Status, group.Status));
        var ada = (await door.AllAsync<Person>()).Single();
        Assert.Equal(("Ada Lovelace", "scim:e1"), (ada.Name, ada.ExternalId));
        Assert.Equal("scim:g1", (await door.AllAsync<Team>()).Single().ExternalId);
        Assert.Equal(1, (await door.GetAsync("Users?filter=userName eq \"ada.l@example.org\"")).Total);
    }

    [Fact]
    public async Task Leaving_EndsTheAccountItsSessionsAndKeysButNotTheLastOwner()
    {
        var keeper = await AccountAsync(RunningServer.OwnerMail, Role.Owner);
        var member = await AccountAsync("joe@example.org", Role.Member);
        var joe = await door.UserAsync("joe@example.org");
        var owner = await door.UserAsync(RunningServer.OwnerMail);
        await LinkAsync(member, int.Parse(joe, null));
        await LinkAsync(keeper, int.Parse(owner, null));

        await door.SendAsync("DELETE", $"Users/{joe}");
        await door.PatchAsync($"Users/{owner}", """{"op":"replace","path":"active","value":false}""");

        var accounts = (await door.AllAsync<Account>()).ToDictionary(account => account.Role);
        Assert.NotNull(accounts[Role.Member].DisabledAt);
        Assert.NotEqual("stamp", accounts[Role.Member].SecurityStamp);
        Assert.Equal((null, "stamp"), (accounts[Role.Owner].DisabledAt, accounts[Role.Owner].SecurityStamp));
        Assert.Equal(2, (await door.AllAsync<AuditRecord>()).Count(record => record.Action == "account.disable"));
    }

    [Theory]
    [InlineData("userName sw \"a\"", 2)]
    [InlineData("userName co \"EXAMPLE.org\" and active eq true", 2)]
    [InlineData("userName sw \"b\" or displayName eq \"ada@example.org\"", 2)]
    [InlineData("emails[type eq \"work\" and value ew \"@example.org\"]", 3)]
    [InlineData("emails.value eq \"abe@example.org\"", 1)]
    [InlineData("not (userName sw \"a\") and (externalId pr)", 0)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ada@example.org\"", 1)]
    [InlineData("active eq False", 1)]
    [InlineData("meta.created gt \"2030-01-01T00:00:00Z\"", 0)]
    public async Task Filter_OfProviders_FindsThoseItMeans(string filter, int expected)
    {
        await door.UserAsync("ada@example.org");
        await door.UserAsync("abe@example.org");
        await door.UserAsync("bob@example.org", ",\"active\":false");

        var found = await door.GetAsync("Users?filter=" + Uri.EscapeDataString(filter));

        Assert.Equal((HttpStatusCode.OK, expected), (found.Status, found.Total));
        Assert.Equal(expected, found.Body["Resources"]!.AsArray().Count);
    }

    [Fact]
    public async Task Name_ThatTheProviderDoesNotSend_StaysAsItWas()
    {
        await using (var db = await door.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Add(new Person { Name = "Ada Lovelace", Mail = "ada@example.org", CreatedAt = FirstDay });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var made = await door.SendAsync("POST", "Users", """{"userName":"ada@example.org"}""");
        Assert.Equal("Ada Lovelace", made.Text("displayName"));
        await door.SendAsync("PUT", $"Users/{made.Id}", """{"userName":"ada@example.org","externalId":"e1"}""");
        await door.PatchAsync($"Users/{made.Id}", """{"op":"remove","path":"displayName"},{"op":"remove","path":"name"}""");

        Assert.Equal("Ada Lovelace", (await door.AllAsync<Person>()).Single().Name);
        // Somebody new has no other name than this.
        Assert.Equal("grace", (await door.SendAsync("POST", "Users", """{"userName":"grace"}""")).Text("displayName"));
    }

    [Fact]
    public async Task Patch_WithMoreOperationsThanAreTaken_SaysHowManyMayBeSent()
    {
        var id = await door.UserAsync("ada@example.org");

        var reply = await door.PatchAsync($"Users/{id}", string.Join(',', Enumerable.Repeat("""{"op":"replace","path":"active","value":false}""", 20_000)));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "tooMany"), (reply.Status, reply.Text("scimType")));
        Assert.Contains("5000", reply.Text("detail"), StringComparison.Ordinal);
        Assert.Null((await door.AllAsync<Person>()).Single().LeftAt);
    }

    [Theory]
    [InlineData("GET", "Users?filter=userName", null, 400, "invalidFilter")]
    [InlineData("GET", "Users?filter=userName like \"a\"", null, 400, "invalidFilter")]
    [InlineData("GET", "Users?filter=(((userName eq \"a\"", null, 400, "invalidFilter")]
    [InlineData("GET", "Users?count=many", null, 400, "invalidValue")]
    [InlineData("POST", "Users", "{", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "[]", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{\"userName\":\"a\",\"userName\":\"b\"}", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{\"displayName\":\"Nobody\"}", 400, "invalidValue")]
    [InlineData("POST", "Users", "{\"userName\":\"x\",\"emails\":[{\"value\":\"no address\"}]}", 400, "invalidValue")]
    [InlineData("POST", "Groups", "{\"displayName\":\"G\",\"members\":[{\"value\":\"99\"}]}", 400, "invalidValue")]
    [InlineData("POST", "Groups", "{\"displayName\":\"\"}", 400, "invalidValue")]
    [InlineData("PATCH", "Users/1", "{}", 400, "invalidSyntax")]
    [InlineData("PATCH", "Users/1", "{\"Operations\":[{\"op\":\"remove\"}]}", 400, "noTarget")]
    [InlineData("PATCH", "Users/1", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"a[\",\"value\":1}]}", 400, "invalidPath")]
    [InlineData("PATCH", "Users/1", "{\"Operations\":[{\"op\":\"move\",\"path\":\"a\"}]}", 400, "invalidSyntax")]
    [InlineData("GET", "Users/abc", null, 404, null)]
    [InlineData("GET", "Nothing", null, 404, null)]
    public async Task Request_ThatIsNotUnderstood_GetsTheProtocolsError(string method, string path, string? body, int status, string? type)
    {
        await door.UserAsync("ada@example.org");

        var reply = await door.SendAsync(method, path, body);

        Assert.Equal((status, type), ((int)reply.Status, reply.Text("scimType")));
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", reply.Body["schemas"]![0]!.GetValue<string>());
        Assert.Equal(reply.Text("status"), status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Version_ThatIsOld_IsRefusedAndOneThatIsCurrentSavesTheBody()
    {
        var id = await door.UserAsync("ada@example.org");
        var seen = await door.GetAsync($"Users/{id}");
        Assert.Equal(HttpStatusCode.NotModified, (await door.SendAsync("GET", $"Users/{id}", null, seen.Version)).Status);
        await door.PatchAsync($"Users/{id}", """{"op":"replace","path":"displayName","value":"Ada L"}""");

        var late = await door.SendAsync("PUT", $"Users/{id}", """{"userName":"ada@example.org","displayName":"Overwritten"}""", seen.Version);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);
        Assert.Equal("Ada L", (await door.AllAsync<Person>()).Single().Name);
    }

    [Fact]
    public async Task Group_ThatIsDeleted_EndsWithItsPastKept()
    {
        var ada = await door.UserAsync("ada@example.org");
        var group = await door.GroupAsync("Old", ada);
        door.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(HttpStatusCode.NoContent, (await door.SendAsync("DELETE", $"Groups/{group}")).Status);

        Assert.Equal(0, (await door.GetAsync("Groups")).Total);
        Assert.NotNull((await door.AllAsync<Team>()).Single().EndedAt);
        Assert.Equal(FirstDay.AddDays(3), (await door.AllAsync<Membership>()).Single().Until);
    }

    [Fact]
    public async Task Key_WithoutTheScope_IsRefusedInTheProtocolsWords()
    {
        var key = (await door.Server.Get<Keys>().AddAsync(new KeyRequest("other", [Scopes.CatalogWrite]), Caller.Host, TestContext.Current.CancellationToken)).Text;
        using var client = new HttpClient { BaseAddress = door.Server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        using var refused = await client.GetAsync("/scim/v2/Users", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Authorization = null;
        using var nobody = await client.GetAsync("/scim/v2/Users", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Forbidden, "application/scim+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.Unauthorized, "application/scim+json"), (nobody.StatusCode, nobody.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task People_Hundreds_TakeNoLongerTheMoreThereAre()
    {
        const int people = 600, groups = 40, members = 15;
        List<string> ids = [];
        List<double> took = [];
        for (var number = 0; number < people; number++)
        {
            var watch = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.Equal(0, (await door.GetAsync($"Users?filter=userName eq \"p{number}@example.org\"")).Total);
            ids.Add(await door.UserAsync($"p{number}@example.org", $",\"externalId\":\"x{number}\""));
            took.Add(System.Diagnostics.Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }
        for (var group = 0; group < groups; group++)
            await door.GroupAsync($"Team {group}", [.. ids.Skip(group * members).Take(members)]);

        Assert.Equal(people, (await door.GetAsync("Users?count=1")).Total);
        Assert.Equal(groups * members, (await door.AllAsync<Membership>()).Count);
        // Six hundred against none: work that grows with the directory would take many times as long.
        var (first, last) = (took.Take(100).Order().ElementAt(50), took.TakeLast(100).Order().ElementAt(50));
        Assert.True(last < 4 * first + 5, $"{first:F1} ms at first, {last:F1} ms at last");
    }

    private async Task<Guid> AccountAsync(string mail, Role role)
    {
        await using var db = await door.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var account = new Account { Id = Guid.NewGuid(), Mail = mail, Name = mail, PasswordHash = null, Role = role, SecurityStamp = "stamp", CreatedAt = FirstDay };
        db.Add(account);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return account.Id;
    }

    private async Task LinkAsync(Guid id, int person)
    {
        await using var db = await door.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Set<Account>().Where(account => account.Id == id).ExecuteUpdateAsync(set => set.SetProperty(account => account.PersonId, person), TestContext.Current.CancellationToken);
    }
}
