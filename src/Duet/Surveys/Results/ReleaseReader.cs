using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Results;

/// <summary>Reads a closed wave as counts: nothing here sees a sheet, save those of waves that were declared joint.</summary>
internal sealed class ReleaseReader(IDbContextFactory<AppDb> records, IInstruments instruments)
{
    // Open surveys have no cohorts: all their answers lie in one.
    private const string Everybody = "all";

    // An open survey may be answered by anybody: no part of them is everybody.
    private const int Anybody = 1_000_000_000;

    /// <summary>Everything the release is computed from; null where the wave is not closed or its instrument is not on the shelf.</summary>
    public async Task<ReleaseInput?> ReadAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var wave = await db.Set<Wave>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.State == WaveState.Closed, cancellationToken);
        if (wave is null || instruments.Find(wave.Instrument, wave.InstrumentVersion) is not { } own)
            return null;
        var survey = await db.Set<Survey>().AsNoTracking().SingleAsync(row => row.Id == wave.SurveyId, cancellationToken);
        var instrument = AskedAgain.With(own, await db.Set<FollowUp>().AsNoTracking().Where(row => wave.AskedAgain.Contains(row.Id)).ToListAsync(cancellationToken));
        var frozen = await FrozenAsync(db, wave, survey.Kind, cancellationToken);
        var answers = await AnswersAsync(db, wave.Id, cancellationToken);
        return new ReleaseInput(
            instrument, frozen.Frozen, wave.K, frozen.Invited, answers, await FormerAsync(db, wave, survey.Kind, cancellationToken),
            wave.Joint ? await SheetsAsync(db, wave.Id, cancellationToken) : null, wave.Id)
        {
            Answered = wave.Rotation > 1 ? AnsweredOf(instrument, wave.Rotation, answers) : null,
        };
    }

    private static async Task<(Frozen Frozen, Dictionary<string, int> Invited)> FrozenAsync(AppDb db, Wave wave, SurveyKind kind, CancellationToken cancellationToken)
    {
        var cohorts = await db.Set<Cohort>().AsNoTracking().Where(row => row.WaveId == wave.Id).OrderBy(row => row.Key).ToListAsync(cancellationToken);
        if (cohorts.Count == 0 || wave.Catalogue is null)
        {
            var whole = new Leaf(Everybody, new Dictionary<string, string>(), []);
            return (
                new Frozen([whole], [new CatalogueCell("", new Dictionary<string, string>(), [Everybody])], []),
                new Dictionary<string, int> { [Everybody] = kind == SurveyKind.Open ? Anybody : wave.Invited });
        }
        var leaves = cohorts.Select(row => new Leaf(row.Key, row.Labels.ToDictionary(label => label.Attribute, label => label.Value), []));
        return (
            new Frozen([.. leaves], [.. wave.Catalogue.Cells.Select(CellOf)], []),
            // Of a group that a pulse could ask, those count who were.
            kind == SurveyKind.Pulse
                ? (await LeavesAsync(db, wave.Id, cancellationToken)).Values.CountBy(leaf => leaf).ToDictionary()
                : cohorts.ToDictionary(row => row.Key, row => row.Invited));
    }

    private static CatalogueCell CellOf(WaveCell cell) => new(cell.Key, cell.Where, cell.Leaves);

    private static async Task<List<AnswerCount>> AnswersAsync(AppDb db, int wave, CancellationToken cancellationToken)
    {
        var keys = await db.Set<Cohort>().AsNoTracking().Where(row => row.WaveId == wave).ToDictionaryAsync(row => row.Id, row => row.Key, cancellationToken);
        var counts = await db.Set<Answer>().AsNoTracking().Where(row => row.WaveId == wave)
            .GroupBy(row => new { row.CohortId, row.Item, row.Value })
            .Select(group => new { group.Key.CohortId, group.Key.Item, group.Key.Value, People = group.Count() })
            .ToListAsync(cancellationToken);
        return [.. counts.Select(row => new AnswerCount(row.CohortId is { } cohort ? keys[cohort] : Everybody, row.Item, row.Value, row.People))];
    }

    private static async Task<List<IReadOnlyDictionary<string, int>>> SheetsAsync(AppDb db, int wave, CancellationToken cancellationToken) =>
        [.. (await db.Set<JointAnswer>().AsNoTracking().Where(row => row.WaveId == wave).ToListAsync(cancellationToken))
            .GroupBy(row => Convert.ToHexString(row.Sheet))
            .Select(sheet => sheet.ToDictionary(row => row.Item, row => row.Value))];

    // The last released wave with the same words; other words begin a new series.
    private static async Task<FormerWave?> FormerAsync(AppDb db, Wave wave, SurveyKind kind, CancellationToken cancellationToken)
    {
        var former = await db.Set<Wave>().AsNoTracking()
            .Where(row => row.SurveyId == wave.SurveyId && row.Number < wave.Number && row.State == WaveState.Released)
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (former is null || (former.Instrument, former.InstrumentVersion) != (wave.Instrument, wave.InstrumentVersion))
            return null;
        var (frozen, invited) = await FrozenAsync(db, former, kind, cancellationToken);
        var answers = await AnswersAsync(db, former.Id, cancellationToken);
        var silent = Silent(frozen, invited, answers);
        var published = await db.Set<ReleasedCell>().AsNoTracking().Where(row => row.WaveId == former.Id && row.Measure != ReleasedCell.Answered)
            .ToListAsync(cancellationToken);
        var moved = kind == SurveyKind.Pulse ? await MovedAsync(db, wave, former, cancellationToken)
            : wave.Catalogue?.Cells.Where(cell => cell.Moved is not null).ToDictionary(cell => cell.Key, cell => cell.Moved!.Value) ?? [];
        return new FormerWave(former.Number, moved, silent, answers)
        {
            Catalogue = frozen.Catalogue,
            Invited = invited,
            Published = published.ConvertAll(ReleaseRows.Read),
            Moves = kind != SurveyKind.Pulse || invited.Values.Sum() == former.Invited ? await MovesAsync(db, wave.Id, former.Id, invited, cancellationToken) : null,
        };
    }

    // Whom a pulse asked is known when its window is over: then as for other waves. Of cells whose people the ledger does not hold any more, nothing is said.
    private static async Task<Dictionary<string, int>> MovedAsync(AppDb db, Wave wave, Wave former, CancellationToken cancellationToken)
    {
        var (then, now) = (await LeavesAsync(db, former.Id, cancellationToken), await LeavesAsync(db, wave.Id, cancellationToken));
        if (then.Count != former.Invited || now.Count != wave.Invited)
            return [];
        var before = (former.Catalogue?.Cells ?? []).ToDictionary(cell => cell.Key, cell => PeopleIn(cell, then), StringComparer.Ordinal);
        return (wave.Catalogue?.Cells ?? []).ToDictionary(cell => cell.Key, cell =>
        {
            var moved = PeopleIn(cell, now);
            moved.SymmetricExceptWith(before.GetValueOrDefault(cell.Key, []));
            return moved.Count;
        }, StringComparer.Ordinal);
    }

    private static HashSet<int> PeopleIn(WaveCell cell, Dictionary<int, string> leaves) =>
        [.. leaves.Where(person => cell.Leaves.Contains(person.Value)).Select(person => person.Key)];

    // Null where the ledger does not hold everybody who was asked then, so that the release has to expect the worst.
    private static async Task<IReadOnlyList<LeafMove>?> MovesAsync(AppDb db, int now, int then, Dictionary<string, int> invitedThen, CancellationToken cancellationToken)
    {
        var (former, present) = (await LeavesAsync(db, then, cancellationToken), await LeavesAsync(db, now, cancellationToken));
        var asked = former.Values.CountBy(leaf => leaf).ToDictionary();
        return asked.Count == invitedThen.Count && invitedThen.All(leaf => asked.GetValueOrDefault(leaf.Key) == leaf.Value) ? LeafMove.Between(former, present) : null;
    }

    private static async Task<Dictionary<int, string>> LeavesAsync(AppDb db, int wave, CancellationToken cancellationToken) =>
        await db.Set<Asked>().AsNoTracking().Where(row => row.WaveId == wave).ToDictionaryAsync(row => row.PersonId, row => row.Labels, cancellationToken);

    // By leaf and by cell: at least so many said nothing at all. Deleted answers leave nobody silent, which hides more.
    private static Dictionary<string, int> Silent(Frozen frozen, Dictionary<string, int> invited, List<AnswerCount> answers)
    {
        var seen = answers.GroupBy(answer => answer.Leaf).ToDictionary(
            leaf => leaf.Key, leaf => leaf.GroupBy(answer => answer.Item).Max(item => item.Sum(answer => answer.People)));
        int Of(string leaf) => seen.TryGetValue(leaf, out var people) ? Math.Max(0, invited.GetValueOrDefault(leaf) - people) : 0;
        var silent = frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => Of(leaf.Key), StringComparer.Ordinal);
        foreach (var cell in frozen.Catalogue)
            silent.TryAdd(cell.Key, cell.Leaves.Sum(Of));
        return silent;
    }

    // Where items are divided, everybody answered one set: the sets together are all who answered.
    private static Dictionary<string, int> AnsweredOf(Instrument instrument, int sets, List<AnswerCount> answers)
    {
        var places = instrument.Items.Where(item => item.When is null && item.Kind != ItemKind.Text)
            .SelectMany((item, place) => item.Parts.Select(part => (part, Set: place % sets))).ToDictionary(pair => pair.part, pair => pair.Set);
        return answers.GroupBy(answer => answer.Leaf).ToDictionary(
            leaf => leaf.Key,
            leaf => leaf.Where(answer => places.ContainsKey(answer.Item)).GroupBy(answer => places[answer.Item])
                .Sum(set => set.GroupBy(answer => answer.Item).Max(item => item.Sum(answer => answer.People))));
    }
}
