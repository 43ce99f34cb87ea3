using Duet.Access;
using Duet.Engine.Facts;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Loop;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Duet.Tests.Access;
using Duet.Tests.Initiatives;
using Duet.Tests.Platform.Messages;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Loop;

/// <summary>One server for a class of tests that looks after the loop itself only when it is asked to, and a server that takes its mails.</summary>
public sealed class LoopServer : IAsyncLifetime
{
    private int number;

    internal RunningServer Server { get; private set; } = null!;
    internal Cast Cast { get; private set; } = null!;
    internal SmtpReceiver Mails { get; } = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync(options => options with
        {
            Configure = services => services.Without<VoiceProjection>().Without<Duet.Loop.Watching.ReleaseWatching>(),
        });
        Cast = new Cast(Server);
        await Server.Get<MailServers>().SaveAsync(
            new MailServer { Host = "127.0.0.1", Port = Mails.Port, Security = MailSecurity.None, From = "duet@example.org", FromName = "Duet" }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Mails.DisposeAsync();
    }

    internal IVoices Voices => Server.Get<IVoices>();

    /// <summary>An initiative with one change linked to it; the change is merged, and deployed where a time is given.</summary>
    internal async Task<int> InitiativeAsync(string name, string change, DateTimeOffset? deployed)
    {
        var initiative = (await Server.Get<KnownInitiatives>().AddAsync(new InitiativeInput(name, InitiativeState.Decided), Caller.Host, Stop)).Id;
        await LinkAsync(initiative, change, deployed);
        return initiative;
    }

    internal async Task LinkAsync(int initiative, string change, DateTimeOffset? deployed)
    {
        await DeployAsync(change, deployed);
        Assert.Null((await Server.Get<WorkLinks>().AddAsync(WorkOwner.Initiative, initiative, WorkTarget.Change, "shop", change, Caller.Host, Stop)).Refused);
    }

    internal Task DeployAsync(string change, DateTimeOffset? deployed) => Server.Get<IFactStore>().WriteAsync(
        new FactBatch($"{change}-{++number}", "test").Upsert<ChangeFact>(
            [WorkServer.Change(change, 1, change, new Actor("git", "ada", "Ada", ActorKind.Human), deployed) with { Number = null, MergedAt = Days(-3) }]), Stop);

    internal async Task<int> VoiceAsync(string title, string? mail = null, bool isConfirmed = true, VoiceKind kind = VoiceKind.User, int? person = null) =>
        (await Voices.TakeAsync(new NewVoice
        {
            Kind = kind,
            Channel = VoiceChannel.Api,
            Source = "test",
            Title = title,
            CapturedAt = Days(-20),
            WriterMail = mail,
            MailIsConfirmed = isConfirmed,
            WriterPerson = person,
        }, Stop)).Id!.Value;

    internal Task ChangeAsync(int voice, Action<VoiceChange> change) => Voices.ChangeAsync(voice, Author.Host, change, Stop);

    internal Task LinkVoiceAsync(int voice, int initiative) =>
        ChangeAsync(voice, change => change.Link = new NewLink(LinkTarget.Initiative, initiative, null, WorkLinks.BySomebody, 1));

    internal async Task<Voice> RowAsync(int voice)
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Voice>().AsNoTracking().SingleAsync(row => row.Id == voice, Stop);
    }

    internal async Task<IReadOnlyList<Asker>> AskersAsync(IReadOnlyList<int> voices)
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Asker>().AsNoTracking().Where(asker => voices.Contains(asker.VoiceId)).OrderBy(asker => asker.Id).ToListAsync(Stop);
    }

    internal async Task<T> AddAsync<T>(T row) where T : class
    {
        await using var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        db.Add(row);
        await db.SaveChangesAsync(Stop);
        return row;
    }

    internal Task<Person> PersonAsync(string mail) => AddAsync(new Person { Name = mail, Mail = mail, CreatedAt = DateTimeOffset.UnixEpoch });

    internal DateTimeOffset Days(double days) => Server.Get<TimeProvider>().GetUtcNow().AddDays(days);
}
