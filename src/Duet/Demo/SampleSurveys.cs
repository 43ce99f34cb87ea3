using System.Buffers.Binary;
using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;
using Duet.Feedback.Intake;
using Duet.Platform.Records;
using Duet.Surveys;
using Duet.Surveys.Comments;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Installation = Duet.Engine.Metrics.Installation;

namespace Duet.Demo;

/// <summary>
/// Four waves of the developer experience survey, thirteen weeks apart, answered by the sample organisation: builds feel slow until
/// the build cache comes between the first and the second, and reviews in two teams feel slow after the reorganisation.
/// </summary>
internal sealed class SampleSurveys(IDbContextFactory<AppDb> records, TimeProvider time, int seed)
{
    /// <summary>The week in which each wave closes, on its Friday.</summary>
    public static IReadOnlyList<int> Closing { get; } = [33, 46, 59, 72];

    private const int OpenDays = 12;
    private const int WeeksApart = 13;
    private const string Team = "team";

    private readonly Chance chance = new(Chance.SeedOf(seed, "surveys"));
    private readonly SampleClock clock = new(time.GetUtcNow(), SampleOrganisation.Weeks);

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        using var shelf = new InstrumentShelf(null, null);
        var instrument = shelf.Find("devex")!;
        using var writer = new VoiceWriter(records);
        var installation = new Installation();
        var voices = new WaveVoices(records, new VoiceTaking(writer, new VoiceTeams(() => installation), time), () => installation);
        var releases = new Releases(records, new ReleaseReader(records, shelf), voices);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var survey = new Survey
        {
            Title = instrument.Name,
            Instrument = instrument.Key,
            InstrumentVersion = instrument.Version,
            Promise = SurveyPromise.Anonymous,
            Kind = SurveyKind.Wave,
            Lens = SurveyLens.Devex,
            Plan = new SurveyPlan { EveryWeeks = WeeksApart, OpenDays = OpenDays, Joint = true, Attributes = [Team], Reminders = [6, 10], Channels = [SurveyChannel.Mail] },
            NextOpensOn = ClosingDay(Closing[^1] + WeeksApart).AddDays(-OpenDays + 1),
            CreatedAt = clock.Start,
        };
        db.Add(survey);
        await db.SaveChangesAsync(cancellationToken);
        IReadOnlyDictionary<string, IReadOnlySet<int>>? before = null;
        FollowUp? followUp = null;
        for (var number = 1; number <= Closing.Count; number++)
        {
            var people = await PeopleAsync(db, ClosingDay(Closing[number - 1]), cancellationToken);
            var frozen = await FrozenAsync(db, people, cancellationToken);
            var members = Members(frozen);
            var wave = WaveOf(survey.Id, number, people.Count, frozen, cell => before is null ? null : Moved(members[cell], before.GetValueOrDefault(cell)));
            if (followUp is not null)
                wave.AskedAgain = [followUp.Id];
            db.Add(wave);
            await db.SaveChangesAsync(cancellationToken);
            if (followUp is not null)
                await db.Set<FollowUp>().ExecuteUpdateAsync(row => row.SetProperty(its => its.AskedAgainWaveId, wave.Id), cancellationToken);
            await AnswerAsync(db, AskedAgain.With(instrument, followUp is null ? [] : [followUp]), wave, frozen, people, cancellationToken);
            db.ChangeTracker.Clear();
            await releases.ReleaseAsync(wave.Id, cancellationToken);
            followUp = number == 1 ? await FollowUpAsync(db, wave, cancellationToken) : null;
            before = members;
        }
    }

    private static async Task<FollowUp> FollowUpAsync(AppDb db, Wave wave, CancellationToken cancellationToken)
    {
        var owner = await db.Set<Team>().AsNoTracking().SingleAsync(team => team.Name == "Platform", cancellationToken);
        var followUp = new FollowUp
        {
            WaveId = wave.Id,
            Topic = "build_speed",
            Action = "A build cache for the shop's three largest repositories",
            OwnerTeamId = owner.Id,
            DueOn = wave.ClosesOn.AddDays(28),
            ToldAt = new DateTimeOffset(wave.ClosesOn.AddDays(10), new TimeOnly(10, 0), TimeSpan.Zero),
        };
        db.Add(followUp);
        await db.SaveChangesAsync(cancellationToken);
        return followUp;
    }

    private DateOnly ClosingDay(int week) => DateOnly.FromDateTime(clock.Start.AddDays(7 * week + 4).UtcDateTime);

    private static async Task<List<AskedPerson>> PeopleAsync(AppDb db, DateOnly day, CancellationToken cancellationToken)
    {
        var at = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var rows = await db.Set<Membership>().AsNoTracking().Where(row => row.IsPrimary && (row.Until == null || row.Until > at))
            .Join(db.Set<Team>(), row => row.TeamId, team => team.Id, (row, team) => new { row.PersonId, team.Name }).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.PersonId).Select(row => new AskedPerson(row.PersonId, new Dictionary<string, string> { [Team] = row.Name }))];
    }

    private static async Task<Frozen> FrozenAsync(AppDb db, List<AskedPerson> people, CancellationToken cancellationToken)
    {
        var teams = await db.Set<Team>().AsNoTracking().ToListAsync(cancellationToken);
        var names = teams.ToDictionary(team => team.Id, team => team.Name);
        var above = teams.Where(team => team.ParentId is not null).ToDictionary(team => team.Name, team => names[team.ParentId!.Value]);
        return Freezing.Of(people, new FreezeRules(Wave.LowestK, [Team], [], above.GetValueOrDefault))!;
    }

    private static Dictionary<string, IReadOnlySet<int>> Members(Frozen frozen)
    {
        var leaves = frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People);
        return frozen.Catalogue.ToDictionary(cell => cell.Key, cell => (IReadOnlySet<int>)cell.Leaves.SelectMany(leaf => leaves[leaf]).ToHashSet());
    }

    private static int Moved(IReadOnlySet<int> now, IReadOnlySet<int>? before) => before is null ? now.Count : now.Except(before).Count() + before.Except(now).Count();

    private Wave WaveOf(int survey, int number, int invited, Frozen frozen, Func<string, int?> moved) => new()
    {
        SurveyId = survey,
        Number = number,
        State = WaveState.Closed,
        OpensOn = ClosingDay(Closing[number - 1]).AddDays(-OpenDays + 1),
        ClosesOn = ClosingDay(Closing[number - 1]),
        Instrument = "devex",
        InstrumentVersion = 1,
        Promise = SurveyPromise.Anonymous,
        Joint = true,
        K = Wave.LowestK,
        Invited = invited,
        Catalogue = new WaveCatalogue(
            [.. frozen.Catalogue.Select(cell => new WaveCell(cell.Key, cell.Where, cell.Leaves, moved(cell.Key)))],
            [.. frozen.NotAsked.Select(left => new CellNotAsked(left.Cell, left.Why.ToString()))]),
    };

    private async Task AnswerAsync(AppDb db, Instrument instrument, Wave wave, Frozen frozen, List<AskedPerson> people, CancellationToken cancellationToken)
    {
        var teamOf = people.ToDictionary(person => person.Person, person => person.Attributes[Team]);
        foreach (var leaf in frozen.Leaves)
        {
            var cohort = new Cohort
            {
                WaveId = wave.Id,
                Key = leaf.Key,
                Labels = [.. leaf.Labels.Select(label => new CohortLabel(label.Key, label.Value))],
                Invited = leaf.People.Count,
            };
            db.Add(cohort);
            await db.SaveChangesAsync(cancellationToken);
            foreach (var person in leaf.People.Where(_ => chance.Happens(0.8)))
                Answer(db, instrument, wave, cohort.Id, person, teamOf[person]);
        }
        db.AddRange(frozen.Leaves.SelectMany(leaf => leaf.People.Select(person => new Asked { PersonId = person, WaveId = wave.Id, On = wave.OpensOn, Labels = leaf.Key })));
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Answer(AppDb db, Instrument instrument, Wave wave, int cohort, int person, string team)
    {
        var (sheet, mood) = (Key(), 0.7 * Leaning(person, "mood"));
        foreach (var item in instrument.Items.Where(item => item.Kind == ItemKind.Scale))
        {
            var knows = !item.DontKnow || chance.Happens(0.95);
            var value = knows ? Value(SampleOpinions.Of(item.Key, team, wave.Number) + mood + Leaning(person, item.Key), item.Max) : (int?)null;
            db.Add(new Answer { Id = Key(), WaveId = wave.Id, CohortId = cohort, Item = item.Key, Value = value });
            if (value is { } known)
                db.Add(new JointAnswer { Sheet = sheet, WaveId = wave.Id, Item = item.Key, Value = known });
        }
    }

    // What somebody thinks of a thing stays what it is until the thing changes.
    private double Leaning(int person, string item)
    {
        var own = new Chance(Chance.SeedOf(seed, $"{person} {item}"));
        return 1.3 * (own.Uniform() + own.Uniform() - 1);
    }

    private int Value(double mark, int most) => Math.Clamp((int)Math.Round(mark + 0.3 * (chance.Uniform() - 0.5)), 1, most);

    private byte[] Key()
    {
        var key = new byte[16];
        for (var part = 0; part < key.Length; part += sizeof(int))
            BinaryPrimitives.WriteInt32LittleEndian(key.AsSpan(part), (int)(chance.Uniform() * int.MaxValue));
        return key;
    }
}
