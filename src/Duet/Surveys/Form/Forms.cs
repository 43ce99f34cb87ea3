using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Form;

/// <summary>
/// Finds what is asked, and of whom: by the survey and a ticket, never by anything else that a request holds. Many ask at once when
/// invitations are out, so that its questions are compiled and bring what a form needs and no more.
/// </summary>
internal sealed class Forms(IDbContextFactory<AppDb> records, IInstruments instruments)
{
    private readonly Func<AppDb, int, Task<AskedRow?>> newest = EF.CompileAsyncQuery((AppDb db, int survey) =>
        (from wave in db.Set<Wave>()
         join its in db.Set<Survey>() on wave.SurveyId equals its.Id
         where wave.SurveyId == survey && wave.State != WaveState.Void && wave.State != WaveState.Draft
         orderby wave.Number descending
         select new AskedRow(
             new AskedSurvey(its.Title, its.Kind, its.Plan),
             new AskedWave(wave.Id, wave.State, wave.Promise, wave.Joint, wave.Rotation, wave.K, wave.ClosesOn),
             wave.Instrument, wave.InstrumentVersion, wave.AskedAgain)).FirstOrDefault());

    private readonly Func<AppDb, byte[], int, Task<IReadOnlyList<CohortLabel>?>> labels = EF.CompileAsyncQuery((AppDb db, byte[] ticket, int wave) =>
        db.Set<Ticket>().Where(row => row.Hash == ticket && row.WaveId == wave).Join(db.Set<Cohort>(), row => row.CohortId, its => its.Id, (_, its) => its.Labels).SingleOrDefault());

    private readonly Func<AppDb, byte[], int, DateOnly, Task<IReadOnlyList<CohortLabel>?>> pulseLabels = EF.CompileAsyncQuery((AppDb db, byte[] ticket, int wave, DateOnly today) =>
        db.Set<PulseTicket>().Where(row => row.Hash == ticket && row.WaveId == wave && row.ExpiresOn >= today)
            .Join(db.Set<PulsePlace>(), row => new { row.WaveId, row.PersonId }, place => new { place.WaveId, place.PersonId }, (_, place) => place.CohortId)
            .Join(db.Set<Cohort>(), id => id, its => its.Id, (_, its) => its.Labels).SingleOrDefault());

    /// <summary>The survey as it stands now.</summary>
    public async Task<AskedForm> FindAsync(int survey, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await newest(db, survey) is not { } found || instruments.Find(found.Instrument, found.InstrumentVersion) is not { } instrument)
            return AskedForm.None;
        if (found.AskedAgain.Count > 0)
            instrument = AskedAgain.With(instrument, await db.Set<FollowUp>().AsNoTracking().Where(row => found.AskedAgain.Contains(row.Id)).ToListAsync(cancellationToken));
        return new AskedForm(found.Survey, found.Wave, instrument);
    }

    /// <summary>Whose form a ticket opens: the group's words; null where there is no such ticket. Used, unknown and of another wave are the same.</summary>
    public async Task<string?> GroupOfAsync(AskedForm form, byte[] ticket, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // A pulse's ticket knows its person, and by that the group; a wave's knows the group only.
        var found = form.Survey!.Kind == SurveyKind.Pulse ? pulseLabels(db, ticket, form.Wave!.Id, today) : labels(db, ticket, form.Wave!.Id);
        return await found is { } group ? CohortWords.Of(group.Select(label => label.Value)) : null;
    }

    private sealed record AskedRow(AskedSurvey Survey, AskedWave Wave, string Instrument, int InstrumentVersion, IReadOnlyList<int> AskedAgain);
}

/// <summary>What a form needs to know of its survey.</summary>
internal sealed record AskedSurvey(string Title, SurveyKind Kind, SurveyPlan Plan);

/// <summary>What a form needs to know of its wave: not the people that it may tell of.</summary>
internal sealed record AskedWave(int Id, WaveState State, SurveyPromise Promise, bool Joint, int Rotation, int K, DateOnly ClosesOn);

/// <summary>A survey and its newest wave.</summary>
internal sealed record AskedForm(AskedSurvey? Survey, AskedWave? Wave, Instrument? Instrument)
{
    public static AskedForm None { get; } = new(null, null, null);

    /// <summary>What depends on the survey alone, whatever the ticket.</summary>
    public FormState State => Wave?.State switch
    {
        WaveState.Open => FormState.Open,
        WaveState.Closed or WaveState.Released => FormState.Over,
        // While invitations are on their way, no ticket is known yet.
        WaveState.Issuing => FormState.NotYet,
        _ => FormState.None,
    };

    /// <summary>Open to whoever has the address.</summary>
    public bool IsOpenToAll => Survey?.Kind == SurveyKind.Open;
}

internal enum FormState
{
    None,
    NotYet,
    Open,
    Over,
}
