using System.Collections.Concurrent;
using System.Threading.Channels;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys.Pulses;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>
/// Sends invitations and reminders. They never pass the outbox, which would keep what must not be kept; a wave opens when its last
/// invitation is out, so that who is asked first cannot answer first.
/// </summary>
internal sealed partial class WavePost(
    IDbContextFactory<AppDb> records, IMessages messages, SurveyMails mails, TimeProvider time, ILogger<WavePost> log) : BackgroundService
{
    // What a server does not take now is tried again after these waits; whoever is not reached then is not held against the others.
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2)];

    private readonly Channel<Posting> postings = Channel.CreateUnbounded<Posting>();
    private readonly ConcurrentDictionary<int, bool> held = new();

    /// <summary>True while invitations of the survey are on their way.</summary>
    public bool Holds(int survey) => held.ContainsKey(survey);

    public void Send(Posting posting)
    {
        held[posting.Survey.Id] = true;
        postings.Writer.TryWrite(posting);
    }

    /// <summary>Begins to take answers; false where the wave was not being issued.</summary>
    public static async Task<bool> OpenAsync(AppDb db, int wave, CancellationToken cancellationToken) =>
        await db.Set<Wave>().Where(row => row.Id == wave && row.State == WaveState.Issuing)
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Open), cancellationToken) == 1;

    /// <summary>To everybody who was asked, whether they answered or not: nobody knows who did.</summary>
    /// <returns>How many were reached.</returns>
    public async Task<int> RemindAsync(Survey survey, Wave wave, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        List<Message> letters = [.. addresses.Select(mail => new Message(mail, mails.Reminder(survey, wave.ClosesOn)))];
        return letters.Count - (await DeliverAsync(survey.Plan.Channels, letters, cancellationToken)).Count;
    }

    /// <summary>Questions of a pulse.</summary>
    /// <returns>Those that did not reach their person.</returns>
    public async Task<IReadOnlyList<PulseLetter>> AskAsync(PulsePosting posting, CancellationToken cancellationToken)
    {
        var letters = posting.Letters.ToDictionary(letter => new Message(letter.Letter.Mail, mails.Pulse(posting, letter)));
        return [.. (await DeliverAsync(posting.Survey.Plan.Channels, [.. letters.Keys], cancellationToken)).Select(missed => letters[missed])];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var posting in postings.Reader.ReadAllAsync(stoppingToken))
                await TakeAsync(posting, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TakeAsync(Posting posting, CancellationToken stoppingToken)
    {
        try
        {
            await PostAsync(posting, stoppingToken);
        }
        // A server that did not answer in time is cancelled too, and must not end the post for all waves.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(log, posting.Wave, failure);
        }
        finally
        {
            held.TryRemove(posting.Survey.Id, out _);
            await posting.Lease.DisposeAsync();
        }
    }

    private async Task PostAsync(Posting posting, CancellationToken cancellationToken)
    {
        var letters = posting.Letters.Select(letter => new Message(letter.Mail, mails.Invitation(posting, letter))).ToList();
        var missed = await DeliverAsync(posting.Survey.Plan.Channels, letters, cancellationToken);
        if (missed.Count > 0)
            LogUnreached(log, posting.Wave, missed.Count);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await OpenAsync(db, posting.Wave, cancellationToken);
    }

    /// <returns>What was not delivered.</returns>
    private async Task<List<Message>> DeliverAsync(IReadOnlyList<SurveyChannel> channels, IReadOnlyList<Message> letters, CancellationToken cancellationToken)
    {
        List<Message> missed = [];
        var open = letters;
        for (var round = 0; open.Count > 0; round++)
        {
            List<Message> later = [];
            foreach (var letter in open)
            {
                var outcome = await SendAsync(channels, letter, cancellationToken);
                if (outcome != SendOutcome.Accepted)
                    (outcome == SendOutcome.Later ? later : missed).Add(letter);
            }
            open = later;
            if (open.Count == 0 || round == Waits.Length)
                return [.. missed, .. open];
            await Task.Delay(Waits[round], time, cancellationToken);
        }
        return missed;
    }

    // The channels in their order: the next one only where the one before cannot reach the person at all.
    private async Task<SendOutcome> SendAsync(IReadOnlyList<SurveyChannel> channels, Message letter, CancellationToken cancellationToken)
    {
        var outcome = SendOutcome.Refused;
        foreach (var channel in channels)
        {
            outcome = channel switch
            {
                SurveyChannel.Mail => await messages.SendNowAsync(new OutgoingMail(letter.To, letter.Words.Subject, letter.Words.Text), cancellationToken),
                SurveyChannel.Slack => await messages.SlackAsync(new SlackMessage(letter.To, letter.Words.Subject, [letter.Words.Text]), cancellationToken),
                _ => outcome,
            };
            if (outcome != SendOutcome.Refused)
                break;
        }
        return outcome;
    }

    [LoggerMessage(LogLevel.Warning, "Of the invitations to wave {Wave}, {Count} could not be delivered.")]
    private static partial void LogUnreached(ILogger log, int wave, int count);

    [LoggerMessage(LogLevel.Error, "The invitations to wave {Wave} could not be sent; they are made anew.")]
    private static partial void LogFailed(ILogger log, int wave, Exception failure);

    private readonly record struct Message(string To, MailWords Words);
}

/// <summary>Invitations that are to be sent; in memory only.</summary>
/// <param name="IsAgain">Made anew after the first ones were cut off: those are worth nothing.</param>
internal sealed record Posting(
    Survey Survey, int Wave, DateOnly ClosesOn, string Instrument, IReadOnlyList<Letter> Letters, bool IsAgain, Leases.Lease Lease);
