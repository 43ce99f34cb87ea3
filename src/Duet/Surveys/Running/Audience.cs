using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>Who a survey would ask today: everybody in its teams, roles, disciplines and sites who was not asked something lately. Nobody is drawn by lot.</summary>
internal sealed record Audience
{
    private const string Team = "team";
    private const string Discipline = "discipline";
    private const string Site = "site";
    private const string Tenure = "tenure";

    // A pulse keeps other surveys away for no longer than this.
    private const int PulseDays = 14;

    /// <summary>What people can be grouped by.</summary>
    public static IReadOnlyList<string> Attributes { get; } = [Team, Discipline, Site, Tenure];

    /// <summary>Those who can be asked, in the order of their ids.</summary>
    public required IReadOnlyList<AskedPerson> People { get; init; }

    /// <summary>Those and whoever was asked something lately, in the order of their ids.</summary>
    public required IReadOnlyList<AskedPerson> Everybody { get; init; }

    /// <summary>Mail address by person; missing where none is known.</summary>
    public required IReadOnlyDictionary<int, string> Mails { get; init; }
    public required int CoolingDown { get; init; }
    public required int WithoutAddress { get; init; }

    /// <summary>By the name of a team the one above it.</summary>
    public required IReadOnlyDictionary<string, string> ParentTeams { get; init; }

    /// <param name="now">Whose membership and discipline of then count.</param>
    /// <param name="today">The day of the invitation, in the installation's zone.</param>
    /// <param name="except">A wave whose invitations do not count, since it is made anew; null for none.</param>
    public static async Task<Audience> OfAsync(
        AppDb db, Survey survey, DateTimeOffset now, DateOnly today, int? except, CancellationToken cancellationToken)
    {
        var teams = await db.Set<Team>().AsNoTracking().ToDictionaryAsync(team => team.Id, cancellationToken);
        var teamOf = (await db.Set<Membership>().AsNoTracking()
            .Where(row => row.IsPrimary && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Select(row => new { row.PersonId, row.TeamId }).ToListAsync(cancellationToken)).ToDictionary(row => row.PersonId, row => row.TeamId);
        var disciplineOf = (await db.Set<DisciplinePeriod>().AsNoTracking()
            .Where(row => (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Select(row => new { row.PersonId, row.Discipline }).ToListAsync(cancellationToken)).ToDictionary(row => row.PersonId, row => row.Discipline);
        var others = (await db.Set<PersonAttribute>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(row => row.PersonId);
        var leads = survey.Plan.Role == AskedRole.Everybody ? [] : await db.Set<Membership>().AsNoTracking()
            .Where(row => row.IsLead && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Select(row => row.PersonId).ToHashSetAsync(cancellationToken);
        var people = await db.Set<Person>().AsNoTracking().Where(person => person.LeftAt == null || person.LeftAt > now)
            .OrderBy(person => person.Id).Select(person => new { person.Id, person.Mail }).ToListAsync(cancellationToken);
        var wanted = people.Where(person =>
            (survey.Plan.Teams.Count == 0 || (teamOf.TryGetValue(person.Id, out var team) && Above(team).Any(survey.Plan.Teams.Contains)))
            && (survey.Plan.Disciplines.Count == 0 || (disciplineOf.TryGetValue(person.Id, out var does) && survey.Plan.Disciplines.Contains(does)))
            && (survey.Plan.Sites.Count == 0 || survey.Plan.Sites.Contains(OtherOf(person.Id, PersonAttribute.Site)))
            && (survey.Plan.Role == AskedRole.Everybody || leads.Contains(person.Id) == (survey.Plan.Role == AskedRole.Leads))).ToList();
        var cooling = await CoolingAsync(db, survey, today, except, cancellationToken);
        var ready = wanted.Where(person => !cooling.Contains(person.Id)).ToList();
        var getsCode = survey.Plan.Channels.Contains(SurveyChannel.Codes);
        var everybody = wanted.Where(person => person.Mail is not null || getsCode).Select(person => new AskedPerson(person.Id, AttributesOf(person.Id))).ToList();
        return new Audience
        {
            People = [.. everybody.Where(person => !cooling.Contains(person.Person))],
            Everybody = everybody,
            Mails = ready.Where(person => person.Mail is not null).ToDictionary(person => person.Id, person => person.Mail!),
            CoolingDown = wanted.Count - ready.Count,
            WithoutAddress = ready.Count(person => person.Mail is null),
            ParentTeams = teams.Values.Where(team => team.ParentId is not null).ToDictionary(team => team.Name, team => teams[team.ParentId!.Value].Name, StringComparer.Ordinal),
        };

        IEnumerable<int> Above(int team)
        {
            for (int? at = team; at is { } id; at = teams[id].ParentId)
                yield return id;
        }

        string OtherOf(int person, string name) => others[person].FirstOrDefault(row => row.Name == name)?.Value ?? "";

        Dictionary<string, string> AttributesOf(int person) => new(StringComparer.Ordinal)
        {
            [Team] = teamOf.TryGetValue(person, out var team) ? teams[team].Name : "",
            [Discipline] = disciplineOf.GetValueOrDefault(person, ""),
            [Site] = OtherOf(person, PersonAttribute.Site),
            [Tenure] = TenureBand.Of(OtherOf(person, PersonAttribute.HiredOn), today),
        };
    }

    /// <summary>Who was asked something so lately that the survey leaves them alone.</summary>
    private static async Task<HashSet<int>> CoolingAsync(AppDb db, Survey survey, DateOnly today, int? except, CancellationToken cancellationToken)
    {
        var days = survey.Plan.CooldownDays;
        var (afterWave, afterPulse) = (today.AddDays(-days), today.AddDays(-(survey.Kind == SurveyKind.Pulse ? survey.Plan.PulseDays : Math.Min(days, PulseDays))));
        return await db.Set<Asked>().AsNoTracking().Where(asked => asked.WaveId != except)
            .Join(db.Set<Wave>(), asked => asked.WaveId, wave => wave.Id, (asked, wave) => new { asked.PersonId, asked.On, wave.SurveyId })
            .Join(db.Set<Survey>(), asked => asked.SurveyId, of => of.Id, (asked, of) => new { asked.PersonId, asked.On, of.Kind })
            .Where(asked => asked.On > (asked.Kind == SurveyKind.Pulse ? afterPulse : afterWave))
            .Select(asked => asked.PersonId).ToHashSetAsync(cancellationToken);
    }
}
