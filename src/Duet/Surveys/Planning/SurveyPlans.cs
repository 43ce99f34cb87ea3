using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Planning;

/// <summary>Makes surveys and changes them, by those whose lens they are. Waves that were opened stay as they were opened.</summary>
internal sealed class SurveyPlans(IDbContextFactory<AppDb> records, IInstruments instruments, Audit audit, WaveTools tools)
{
    /// <summary>What people can be grouped by, in the order in which groups are kept longest.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["team", "discipline", "site", "tenure"];

    /// <summary>Groups that may be looked at by two attributes at once, chosen before asking.</summary>
    public static IReadOnlyList<(string First, string Second)> Crosses { get; } = [("team", "discipline"), ("team", "site"), ("team", "tenure")];

    public async Task<Survey?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Survey>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>The wave that is being asked now; null for none.</summary>
    public async Task<Wave?> OpenWaveAsync(int survey, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Wave>().AsNoTracking().FirstOrDefaultAsync(
            row => row.SurveyId == survey && (row.State == WaveState.Issuing || row.State == WaveState.Open), cancellationToken);
    }

    /// <summary>Why it cannot be saved; null where it can.</summary>
    public string? Check(PlanInput input, Caller caller) =>
        input.Unread is { } field ? $"bad-{field}"
        : !caller.MayManage(input.Lens) ? "not-yours"
        : input.Title.Length == 0 ? "no-title"
        : input.Title.Length > Survey.LongestTitle ? "long-title"
        : instruments.Find(input.Instrument) is null ? "no-instrument"
        : input is { Kind: SurveyKind.Pulse, Promise: not SurveyPromise.Confidential } ? "pulse-anonymous"
        : input is { Kind: SurveyKind.Wave, Plan.Channels.Count: 0 } ? "no-channel"
        : input.Kind == SurveyKind.Pulse && !input.Plan.Channels.Any(channel => channel is SurveyChannel.Mail or SurveyChannel.Slack) ? "no-message"
        : input.Plan.Crosses.Any(cross => !input.Plan.Attributes.Contains(cross.First) || !input.Plan.Attributes.Contains(cross.Second)) ? "cross-without"
        : input.Plan.EmbedOrigins.Any(origin => !IsOrigin(origin)) ? "bad-origin"
        : null;

    /// <param name="id">Null for a new one.</param>
    public async Task<(int? Id, string? Refused)> SaveAsync(int? id, PlanInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Check(input, caller) is { } refused)
            return (id, refused);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var survey = id is null ? null : await db.Set<Survey>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (id is not null && (survey is null || !caller.MayManage(survey.Lens)))
            return (id, "not-yours");
        // A day gone by would open the wave within the minute, before anybody saw what it would tell.
        if (input.NextOpensOn is { } day && day != survey?.NextOpensOn && day < tools.Today)
            return (id, "past-day");
        var teams = input.Plan.Teams;
        if (await db.Set<Team>().CountAsync(team => teams.Contains(team.Id), cancellationToken) != teams.Distinct().Count())
            return (id, "bad-Teams");
        // Tickets and results of what was asked belong to how it was asked.
        if (survey is not null && How(survey.Kind, survey.Plan) != How(input.Kind, input.Plan)
            && await db.Set<Wave>().AnyAsync(wave => wave.SurveyId == survey.Id, cancellationToken))
            return (id, "kind-fixed");
        var version = instruments.Find(input.Instrument)!.Version;
        if (survey is null)
        {
            survey = new Survey
            {
                Title = input.Title,
                Instrument = input.Instrument,
                InstrumentVersion = version,
                Promise = input.Promise,
                Kind = input.Kind,
                Lens = input.Lens,
                Plan = input.Plan,
                CreatedBy = caller.AccountId,
                CreatedAt = tools.Now,
            };
            db.Add(survey);
        }
        (survey.Title, survey.Instrument, survey.InstrumentVersion, survey.Promise) = (input.Title, input.Instrument, version, input.Promise);
        (survey.Kind, survey.Lens, survey.Plan, survey.NextOpensOn, survey.IsStopped) = (input.Kind, input.Lens, input.Plan, input.NextOpensOn, input.IsStopped);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, id is null ? "survey.add" : "survey.edit", $"survey:{survey.Id}"), CancellationToken.None);
        return (survey.Id, null);
    }

    private static (SurveyKind, PulseTrigger?, PulseWindow?) How(SurveyKind kind, SurveyPlan plan) =>
        kind == SurveyKind.Pulse ? (kind, plan.Trigger, plan.Window) : (kind, null, null);

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && (origin.Scheme is "https" or "http") && origin.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/');
}
