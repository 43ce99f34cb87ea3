using System.Security.Cryptography;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Pulses;

/// <summary>Asks people after what happened to their work, within the limits of each pulse.</summary>
internal sealed class PulseWatch(IDbContextFactory<AppDb> records, PulseEvents events, PulseWaves waves, WavePost post, Leases leases, WaveTools tools)
{
    // No survey has this number: one node looks at a time, since the limits hold over all pulses.
    private const int AllPulses = 0;

    /// <summary>One look at what has happened.</summary>
    /// <returns>How many people were asked.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await PulseAsking.TidyAsync(db, tools.Today, cancellationToken);
        var pulses = await db.Set<Survey>().AsNoTracking().Where(survey => survey.Kind == SurveyKind.Pulse && !survey.IsStopped)
            .OrderBy(survey => survey.Id).ToListAsync(cancellationToken);
        if (pulses.Count == 0 || await leases.TryTakeAsync(AllPulses, cancellationToken) is not { } lease)
            return 0;
        await using (lease)
        {
            var asked = 0;
            foreach (var survey in pulses)
                asked += await AskAsync(db, survey, cancellationToken);
            return asked;
        }
    }

    private async Task<int> AskAsync(AppDb db, Survey survey, CancellationToken cancellationToken)
    {
        var (now, today) = (tools.Now, tools.Today);
        var span = PulseSpan.Of(survey.Plan.Window, today);
        if (survey.Plan.Trigger is not { } trigger || today > span.LastToAsk || await events.LatelyAsync(trigger, now, cancellationToken) is not { Count: > 0 } happened)
            return 0;
        var audience = await Audience.OfAsync(db, survey, now, today, null, cancellationToken);
        var ready = audience.People.Select(person => person.Person).Where(audience.Mails.ContainsKey).ToHashSet();
        // The newest of each person: it is what they still have in mind.
        var asking = happened.Where(one => ready.Contains(one.Person)).DistinctBy(one => one.Person).ToList();
        if (asking.Count == 0 || await waves.OfAsync(db, survey, span, audience, cancellationToken) is not { } wave)
            return 0;
        var leaves = await db.Set<PulsePlace>().Where(place => place.WaveId == wave.Id)
            .Join(db.Set<Cohort>(), place => place.CohortId, cohort => cohort.Id, (place, cohort) => new { place.PersonId, cohort.Key })
            .ToDictionaryAsync(place => place.PersonId, place => place.Key, cancellationToken);
        var until = Earlier(today.AddDays(survey.Plan.OpenDays), wave.ClosesOn);
        List<PulseLetter> letters = [];
        // Who came after the window began belongs to none of its groups, and is asked from the next one on.
        foreach (var one in asking.Where(one => leaves.ContainsKey(one.Person)))
            if (await PulseAsking.ClaimAsync(db, survey, wave.Id, one, leaves[one.Person], today, until, cancellationToken) is { } code)
                letters.Add(new PulseLetter(new Letter(audience.Mails[one.Person], code, CohortWords.OfKey(leaves[one.Person])), one));
        if (letters.Count == 0)
            return 0;
        var sent = letters.ToArray();
        RandomNumberGenerator.Shuffle(sent.AsSpan());
        var missed = await post.AskAsync(new PulsePosting(survey, until, tools.K, sent), cancellationToken);
        foreach (var letter in missed)
            await PulseAsking.WithdrawAsync(db, wave.Id, letter.Letter.Code, cancellationToken);
        return sent.Length - missed.Count;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}

/// <summary>A question that is to be sent, with what it asks after.</summary>
internal sealed record PulseLetter(Letter Letter, PulseEvent Happened);

/// <summary>Questions of one pulse that are to be sent; in memory only.</summary>
/// <param name="Until">The last day on which they can be answered.</param>
internal sealed record PulsePosting(Survey Survey, DateOnly Until, int K, IReadOnlyList<PulseLetter> Letters);
