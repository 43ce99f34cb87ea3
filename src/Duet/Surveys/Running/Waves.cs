using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Engine.Surveys;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>Runs surveys.</summary>
internal sealed class Waves(
    IDbContextFactory<AppDb> records, IInstruments instruments, WavePost post, Leases leases, Audit audit, WaveTools tools) : IWaves
{
    public async Task<WavePreview?> PreviewAsync(int survey, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Survey>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == survey, cancellationToken) is not { } found)
            return null;
        var audience = await Audience.OfAsync(db, found, tools.Now, tools.Today, null, cancellationToken);
        var instrument = instruments.Find(found.Instrument, found.InstrumentVersion);
        var asked = found.Kind == SurveyKind.Pulse ? audience with { People = audience.Everybody } : audience;
        var made = instrument is null || found.Kind == SurveyKind.Open ? null : await FrozenWave.OfAsync(db, found, asked, instrument, tools.K, cancellationToken);
        return new WavePreview
        {
            People = found.Kind == SurveyKind.Open ? 0 : asked.People.Count,
            Leaves = [.. (made?.Frozen.Leaves ?? []).Select(leaf => (CohortWords.Of(leaf.Labels.Values), leaf.People.Count))],
            Cells = [.. (made?.Frozen.Catalogue ?? []).Select(cell => cell.Key)],
            NotAsked = [.. (made?.Frozen.NotAsked ?? []).Select(cell => (cell.Cell, Enum.Parse<CellHidden>(cell.Why.ToString())))],
            CoolingDown = audience.CoolingDown,
            WithoutAddress = audience.WithoutAddress,
            Rotation = made?.Rotation ?? 0,
            Refusal = instrument is null ? WaveRefusal.InstrumentBroken
                : await IsRunningAsync(db, survey, cancellationToken) ? WaveRefusal.AlreadyOpen
                : !await HasChannelAsync(found, cancellationToken) ? WaveRefusal.NoChannel
                : found.Kind != SurveyKind.Open && made is null ? WaveRefusal.TooFewPeople
                : null,
        };
    }

    public async Task<WaveOpening> OpenAsync(int survey, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Survey>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == survey, cancellationToken) is not { } found)
            return WaveOpening.Refuse(WaveRefusal.NoSurvey);
        if (!caller.MayManage(found.Lens))
            return WaveOpening.Refuse(WaveRefusal.NotYours);
        if (found.Kind == SurveyKind.Pulse)
            return WaveOpening.Refuse(WaveRefusal.ByItself);
        if (instruments.Find(found.Instrument, found.InstrumentVersion) is not { } instrument)
            return WaveOpening.Refuse(WaveRefusal.InstrumentBroken);
        if (!await HasChannelAsync(found, cancellationToken))
            return WaveOpening.Refuse(WaveRefusal.NoChannel);
        if (await leases.TryTakeAsync(survey, cancellationToken) is not { } lease)
            return WaveOpening.Refuse(WaveRefusal.AlreadyOpen);
        try
        {
            if (await IsRunningAsync(db, survey, cancellationToken))
                return WaveOpening.Refuse(WaveRefusal.AlreadyOpen);
            var opening = found.Kind == SurveyKind.Wave
                ? await IssueAsync(db, found, instrument, null, lease, cancellationToken)
                : new WaveOpening(null, (await AddAsync(db, found, WaveState.Open, tools.Today, tools.Today.AddDays(found.Plan.OpenDays), cancellationToken)).Id, []);
            if (opening.Wave is { } wave)
                await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.open", $"wave:{wave}"), CancellationToken.None);
            return opening;
        }
        finally
        {
            // The post keeps it until the last message is out.
            if (!post.Holds(survey))
                await lease.DisposeAsync();
        }
    }

    public async Task<WaveRefusal?> CloseAsync(int wave, Caller? caller, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var lens = await db.Set<Wave>().Where(row => row.Id == wave)
            .Join(db.Set<Survey>(), row => row.SurveyId, survey => survey.Id, (_, survey) => (SurveyLens?)survey.Lens).SingleOrDefaultAsync(cancellationToken);
        if (lens is null)
            return WaveRefusal.NotOpen;
        if (caller is not null && !caller.MayManage(lens.Value))
            return WaveRefusal.NotYours;
        if (!await Closing.CloseAsync(db, wave, tools.Today, cancellationToken))
            return WaveRefusal.NotOpen;
        if (caller is not null)
            await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.close", $"wave:{wave}"), CancellationToken.None);
        return null;
    }

    /// <summary>
    /// Makes the tickets of a wave anew whose sending was cut off: nothing had been taken yet, and the codes that were sent die. Codes that
    /// were only shown cannot be shown again, so a wave with such is called off.
    /// </summary>
    internal async Task ResumeAsync(int wave, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var survey = await db.Set<Wave>().Where(row => row.Id == wave).Join(db.Set<Survey>(), row => row.SurveyId, of => of.Id, (_, of) => of)
            .AsNoTracking().SingleAsync(cancellationToken);
        if (await leases.TryTakeAsync(survey.Id, cancellationToken) is not { } lease)
            return;
        try
        {
            var found = await db.Set<Wave>().SingleAsync(row => row.Id == wave, cancellationToken);
            if (found.State != WaveState.Issuing)
                return;
            await Issue.UndoAsync(db, wave, cancellationToken);
            var opening = survey.Plan.Channels.Contains(SurveyChannel.Codes) || instruments.Find(found.Instrument, found.InstrumentVersion) is not { } instrument
                ? WaveOpening.Refuse(WaveRefusal.NoChannel)
                : await IssueAsync(db, survey, instrument, found, lease, cancellationToken);
            if (opening.Refusal is not null)
                await db.Set<Wave>().Where(row => row.Id == wave && row.State == WaveState.Issuing)
                    .ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Void), cancellationToken);
        }
        finally
        {
            if (!post.Holds(survey.Id))
                await lease.DisposeAsync();
        }
    }

    private async Task<WaveOpening> IssueAsync(
        AppDb db, Survey survey, Instrument instrument, Wave? again, Leases.Lease lease, CancellationToken cancellationToken)
    {
        var audience = await Audience.OfAsync(db, survey, tools.Now, tools.Today, again?.Id, cancellationToken);
        if (await FrozenWave.OfAsync(db, survey, audience, instrument, again?.K ?? tools.K, cancellationToken) is not { } made)
            return WaveOpening.Refuse(WaveRefusal.TooFewPeople);
        var wave = again ?? await AddAsync(db, survey, WaveState.Issuing, tools.Today, tools.Today.AddDays(survey.Plan.OpenDays), cancellationToken);
        (wave.Catalogue, wave.Rotation, wave.Invited) = (made.Catalogue, made.Rotation, audience.People.Count);
        await db.SaveChangesAsync(cancellationToken);
        var sends = survey.Plan.Channels.Any(channel => channel is SurveyChannel.Mail or SurveyChannel.Slack);
        var issue = await Issue.MakeAsync(db, wave, made, audience, tools.Today, sends, cancellationToken);
        if (issue.Letters.Count == 0)
            await WavePost.OpenAsync(db, wave.Id, cancellationToken);
        else
            post.Send(new Posting(survey, wave.Id, wave.ClosesOn, instrument.Name, issue.Letters, again is not null, lease));
        return new WaveOpening(null, wave.Id, issue.Codes);
    }

    /// <summary>The next wave of a survey, with its words and its promise as they are now.</summary>
    internal async Task<Wave> AddAsync(AppDb db, Survey survey, WaveState state, DateOnly opensOn, DateOnly closesOn, CancellationToken cancellationToken)
    {
        var wave = new Wave
        {
            SurveyId = survey.Id,
            Number = 1 + (await db.Set<Wave>().Where(row => row.SurveyId == survey.Id).MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0),
            State = state,
            OpensOn = opensOn,
            ClosesOn = closesOn,
            Instrument = survey.Instrument,
            InstrumentVersion = survey.InstrumentVersion,
            Promise = survey.Promise,
            Joint = survey.Plan.Joint,
            K = tools.K,
        };
        wave.AskedAgain = await FollowUpsAsync(db, survey.Id, cancellationToken);
        db.Add(wave);
        await db.SaveChangesAsync(cancellationToken);
        await db.Set<FollowUp>().Where(followUp => wave.AskedAgain.Contains(followUp.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.AskedAgainWaveId, wave.Id), cancellationToken);
        return wave;
    }

    // Actions of earlier waves whose effect nobody has asked about yet.
    private static async Task<List<int>> FollowUpsAsync(AppDb db, int survey, CancellationToken cancellationToken) =>
        await db.Set<FollowUp>().Where(followUp => followUp.Action != null && followUp.AskedAgainWaveId == null)
            .Join(db.Set<Wave>(), followUp => followUp.WaveId, wave => wave.Id, (followUp, wave) => new { followUp.Id, wave.SurveyId })
            .Where(row => row.SurveyId == survey).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);

    private static Task<bool> IsRunningAsync(AppDb db, int survey, CancellationToken cancellationToken) => db.Set<Wave>().AnyAsync(
        wave => wave.SurveyId == survey && (wave.State == WaveState.Issuing || wave.State == WaveState.Open), cancellationToken);

    private async Task<bool> HasChannelAsync(Survey survey, CancellationToken cancellationToken) => survey.Kind == SurveyKind.Open
        || survey.Plan.Channels.Contains(SurveyChannel.Codes) || survey.Plan.Channels.Contains(SurveyChannel.Slack)
        || (survey.Plan.Channels.Contains(SurveyChannel.Mail) && await tools.Messages.CanMailAsync(cancellationToken));
}

/// <summary>What running a wave needs to know of the installation.</summary>
internal sealed class WaveTools(Func<Installation> installation, IMessages messages, TimeProvider time)
{
    public IMessages Messages => messages;
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>In the installation's zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, installation().Zone).DateTime);

    /// <summary>People that a group needs: never below five.</summary>
    public int K => Math.Max(Wave.LowestK, installation().Floor);
}
