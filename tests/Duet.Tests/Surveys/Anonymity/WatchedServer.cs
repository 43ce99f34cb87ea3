using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Duet.Platform.Messages;
using Duet.Surveys.Records;
using Duet.Tests.Platform.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>
/// A server that sends real mails, believes what a proxy says of addresses, logs as much as it can and is traced: all that could keep
/// who answered what is switched on.
/// </summary>
public sealed class WatchedServer : SurveyServer
{
    private readonly ActivityListener listener;

    public WatchedServer()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Traced.Enqueue(
                $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(told => told.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
    }

    internal SmtpReceiver Mails { get; } = new();

    /// <summary>What tracing would have sent somewhere.</summary>
    internal ConcurrentQueue<string> Traced { get; } = [];

    internal async Task StartAsync()
    {
        await StartAsync(() => Task.FromResult<string?>(null));
        await Server.Get<MailServers>().SaveAsync(new MailServer
        {
            Host = "127.0.0.1",
            Port = Mails.Port,
            Security = MailSecurity.None,
            From = "duet@example.org",
            FromName = "Duet",
        }, Stop);
    }

    /// <summary>Opens a wave and waits for its mails: the code of each person.</summary>
    internal async Task<(int Wave, IReadOnlyDictionary<int, string> Codes)> OpenByMailAsync(int survey, Staff staff)
    {
        var wave = (await OpenAsync(survey)).Wave!.Value;
        await WaitUntilOpenAsync(wave);
        var people = staff.People.ToDictionary(person => person.Mail!, person => person.Id);
        var mails = await Mails.WaitAsync(people.Count, mail => people.ContainsKey(mail.To[0]) && CodeInText(mail.Text).Length > 0, Stop);
        return (wave, mails.ToDictionary(mail => people[mail.To[0]], mail => CodeInText(mail.Text)));
    }

    internal async Task<List<byte[]>> KeptTogetherAsync(int wave)
    {
        await using var db = Open();
        return await db.Set<JointAnswer>().Where(row => row.WaveId == wave).Select(row => row.Sheet).ToListAsync(Stop);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        listener.Dispose();
        await Mails.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override ServerOptions Change(ServerOptions options) => options with { Proxies = [IPNetwork.Parse("127.0.0.0/8")] };

    // The mails are real ones.
    private protected override void Add(IServiceCollection services) =>
        services.AddLogging(logging => logging.AddFilter<LinesLogged>(null, LogLevel.Trace));
}

/// <summary>Classes of this collection share a server.</summary>
[CollectionDefinition(Name)]
public sealed class WatchedSurveys : ICollectionFixture<WatchedServer>
{
    public const string Name = "surveys that are watched";
}
