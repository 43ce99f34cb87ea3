using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Feedback.Friction;

/// <summary>A server with a team of five and one of two, and keys that report friction for somebody of either.</summary>
public sealed class FrictionServer : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal RunningServer Server { get; private set; } = null!;
    internal HttpClient Client { get; private set; } = null!;

    /// <summary>Of an account without a person.</summary>
    internal string Key { get; private set; } = null!;
    internal int LargeTeam { get; private set; }
    internal int PersonOfLargeTeam { get; private set; }
    internal int PersonOfSmallTeam { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Server.Address };
        await using (var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            (LargeTeam, PersonOfLargeTeam) = await TeamAsync(db, "Large", 5);
            (_, PersonOfSmallTeam) = await TeamAsync(db, "Small", 2);
        }
        Key = await KeyAsync("general");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A key of a member of the house, who is this person.</summary>
    internal async Task<string> KeyAsync(string name, int? person = null)
    {
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Mail = $"{name}@example.org",
            Name = name,
            PasswordHash = null,
            Role = Role.Member,
            SecurityStamp = name,
            CreatedAt = DateTimeOffset.UnixEpoch,
            PersonId = person,
        };
        var text = KeyText.Create();
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        db.Add(account);
        db.Add(new ApiKey
        {
            Id = Guid.NewGuid(),
            Name = name,
            Prefix = KeyText.PrefixOf(text),
            Hash = KeyText.Hash(text),
            CreatedAt = DateTimeOffset.UnixEpoch,
            Scopes = [Scopes.FrictionWrite],
            IssuedBy = account.Id,
        });
        await db.SaveChangesAsync(Stop);
        return text;
    }

    internal async Task<(HttpStatusCode Status, JsonElement Body)> ReportAsync(object body, string? key = null, string? id = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/friction") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", key ?? Key);
        if (id is not null)
            request.Headers.Add("Idempotency-Key", id);
        using var answer = await Client.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    internal async Task<Voice> VoiceAsync(int id)
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Voice>().AsNoTracking().SingleAsync(voice => voice.Id == id, Stop);
    }

    internal async Task<IReadOnlyList<Asker>> AskersAsync(int voice)
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Asker>().AsNoTracking().Where(asker => asker.VoiceId == voice).ToListAsync(Stop);
    }

    internal async Task<string> MailOfAsync(Guid account)
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return (await db.Set<Account>().AsNoTracking().SingleAsync(row => row.Id == account, Stop)).Mail;
    }

    private static async Task<(int Team, int Person)> TeamAsync(AppDb db, string name, int size)
    {
        var team = new Team { Name = name, Key = name.ToLowerInvariant(), CreatedAt = DateTimeOffset.UnixEpoch };
        db.Add(team);
        var people = Enumerable.Range(0, size).Select(i => new Person { Name = $"{name} {i}", CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync(Stop);
        db.AddRange(people.Select(person => new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true }));
        await db.SaveChangesAsync(Stop);
        return (team.Id, people[0].Id);
    }
}
