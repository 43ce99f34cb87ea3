using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Form;

/// <summary>Finds what is asked, and of whom: by the survey and a ticket, never by anything else that a request holds.</summary>
internal sealed class Forms(IDbContextFactory<AppDb> records, IInstruments instruments)
{
    /// <summary>The survey as it stands now.</summary>
    public async Task<AskedForm> FindAsync(int survey, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<Survey>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == survey, cancellationToken);
        var wave = found is null ? null : await db.Set<Wave>().AsNoTracking()
            .Where(row => row.SurveyId == survey && row.State != WaveState.Void && row.State != WaveState.Draft)
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (found is null || wave is null || instruments.Find(wave.Instrument, wave.InstrumentVersion) is not { } instrument)
            return AskedForm.None;
        if (wave.AskedAgain.Count > 0)
            instrument = AskedAgain.With(instrument, await db.Set<FollowUp>().AsNoTracking().Where(row => wave.AskedAgain.Contains(row.Id)).ToListAsync(cancellationToken));
        return new AskedForm(found, wave, instrument);
    }

    /// <summary>Whose form a ticket opens: the group's words; null where there is no such ticket. Used, unknown and of another wave are the same.</summary>
    public async Task<string?> GroupOfAsync(AskedForm form, byte[] ticket, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // A pulse's ticket knows its person, and by that the group; a wave's knows the group only.
        var groups = form.Survey!.Kind == SurveyKind.Pulse
            ? db.Set<PulseTicket>().Where(row => row.Hash == ticket && row.WaveId == form.Wave!.Id && row.ExpiresOn >= today)
                .Join(db.Set<PulsePlace>(), row => new { row.WaveId, row.PersonId }, place => new { place.WaveId, place.PersonId }, (_, place) => place.CohortId)
            : db.Set<Ticket>().Where(row => row.Hash == ticket && row.WaveId == form.Wave!.Id).Select(row => row.CohortId);
        var cohort = await groups.Join(db.Set<Cohort>(), id => id, its => its.Id, (_, its) => its).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return cohort is null ? null : CohortWords.Of(cohort.Labels.Select(label => label.Value));
    }

    /// <summary>True where a text may say who wrote it, or name somebody else: it has a mail address, or the full name of somebody who works here.</summary>
    public async Task<bool> NamesSomebodyAsync(FilledSheet sheet, CancellationToken cancellationToken)
    {
        if (sheet.Comments.Count == 0)
            return false;
        if (sheet.Comments.Any(comment => HasAddress(comment.Text)))
            return true;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var names = await db.Set<Person>().Select(person => person.Name).ToListAsync(cancellationToken);
        return names.Any(name => name.Contains(' ', StringComparison.Ordinal)
            && sheet.Comments.Any(comment => comment.Text.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool HasAddress(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
            if (at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]))
                return true;
        return false;
    }
}

/// <summary>A survey and its newest wave.</summary>
internal sealed record AskedForm(Survey? Survey, Wave? Wave, Instrument? Instrument)
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
