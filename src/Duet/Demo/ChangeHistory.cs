using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Draws the changes of one repository, those included that are still to come.</summary>
internal sealed class ChangeHistory(SampleOrganisation organisation, SampleRepository repository, Chance chance)
{
    // Changes begun before the start are under way when the history begins.
    private const int LeadWeeks = 4;

    private readonly List<SampleChange> changes = [];
    private readonly SampleWords words = new(repository, chance);

    /// <summary>In the order in which they were begun.</summary>
    public IReadOnlyList<SampleChange> Draw()
    {
        for (var week = -LeadWeeks; week <= SampleOrganisation.Weeks; week++)
        {
            for (var i = chance.Events(repository.ChangesPerWeek); i > 0; i--)
                Add(OfPerson(Moment(week)));
            for (var i = chance.Events(1.5); i > 0; i--)
                Add(OfProgram(Moment(week), SampleOrganisation.UpdateBot, words.Update()));
            for (var i = chance.Events(0.5); i > 0; i--)
                Add(OfProgram(Moment(week), SampleOrganisation.CodingAgent, words.Task()));
        }
        return changes;
    }

    private double Moment(int week) => (week + chance.Uniform()) * SampleClock.HoursPerWeek;

    private void Add(SampleChange change)
    {
        changes.Add(change);
        if (change is { IsRevert: false, Merged: { } merged } && chance.Happens(0.025))
        {
            change.Reverted = merged + chance.Around(5, 1);
            changes.Add(RevertOf(change, change.Reverted.Value));
        }
    }

    private SampleChange OfPerson(double begin)
    {
        var author = Author();
        var opened = begin + Math.Min(chance.Around(7, 0.8), 100);
        var ready = chance.Happens(0.15) ? opened + chance.Around(4, 0.7) : opened;
        var change = new SampleChange
        {
            Number = changes.Count + 1,
            Title = words.Task(),
            Author = author,
            FirstCommit = begin,
            Opened = opened,
            Ready = ready,
            Sha = chance.Sha(),
            IsHotfix = chance.Happens(0.03),
            AiDeclared = chance.Happens(0.18),
            Commits = Commits(author, begin, ready, 1 + chance.Events(1.3)),
        };
        if (change.IsHotfix)
            change = change with { Title = "Hotfix: " + change.Title };
        return chance.Happens(0.04) ? Unread(change) : Reviewed(change);
    }

    private SampleChange Unread(SampleChange change) =>
        change with { Merged = change.Ready + chance.Around(0.5, 0.8), Closed = null };

    private SampleChange Reviewed(SampleChange change)
    {
        var wait = chance.Around(2, 0.7)
            * SampleStories.Reorganisation.FactorIn(repository.Name, SampleClock.WeekOf(change.Ready));
        var first = change.Ready + wait;
        var reviewer = Reviewer(change.Author);
        var (at, reviews) = (first, new List<SampleReview>());
        for (var rounds = Math.Min(chance.Events(0.5), 4); rounds > 0; rounds--)
        {
            reviews.Add(new SampleReview(reviewer, at, ReviewVerdict.ChangesRequested, 1 + chance.Events(2)));
            at += chance.Around(3, 0.7);
        }
        if (chance.Happens(0.05))
        {
            reviews.Add(new SampleReview(reviewer, at, ReviewVerdict.Commented, 1 + chance.Events(1)));
            return change with { FirstReview = first, Reviews = reviews, Closed = at + chance.Around(15, 0.8) };
        }
        reviews.Add(new SampleReview(reviewer, at, ReviewVerdict.Approved, chance.Events(0.7)));
        if (chance.Happens(0.2))
            reviews.Add(new SampleReview(Reviewer(change.Author), at + chance.Uniform() / 4, ReviewVerdict.Approved, chance.Events(0.4)));
        return change with { FirstReview = first, Reviews = reviews, Approved = at, Merged = at + 0.25 + chance.Around(0.6, 0.8) };
    }

    private SampleChange OfProgram(double begin, Actor author, string title) => new()
    {
        Number = changes.Count + 1,
        Title = title,
        Author = author,
        FirstCommit = begin,
        Opened = begin,
        Ready = begin,
        Merged = begin + chance.Around(3, 0.8),
        Sha = chance.Sha(),
        AiDeclared = author.Kind == ActorKind.Agent,
        Commits = Commits(author, begin, begin, 1),
    };

    private SampleChange RevertOf(SampleChange change, double merged) => new()
    {
        Number = changes.Count + 1,
        Title = $"Revert \"{change.Title}\"",
        Author = Reviewer(change.Author),
        FirstCommit = merged - 0.6,
        Opened = merged - 0.5,
        Ready = merged - 0.5,
        Merged = merged,
        Sha = chance.Sha(),
        IsRevert = true,
        Commits = [new SampleCommit(chance.Sha(), merged - 0.6, false, [.. change.Commits.SelectMany(commit => commit.Files)
            .DistinctBy(file => file.Path).Select(file => file with { Additions = file.Deletions, Deletions = file.Additions })])],
    };

    private List<SampleCommit> Commits(Actor author, double begin, double end, int count)
    {
        List<SampleCommit> commits = [];
        for (var i = 0; i < count; i++)
        {
            var at = begin + (end - begin) * i / count;
            commits.Add(new SampleCommit(chance.Sha(), at, author.Kind == ActorKind.Human && chance.Happens(0.1), words.Files(author)));
        }
        return commits;
    }

    private Actor Author() => chance.Pick(chance.Happens(0.9) ? repository.Team.Members : chance.Pick(organisation.Teams).Members);

    private Actor Reviewer(Actor author)
    {
        Actor reviewer;
        do
            reviewer = chance.Pick(repository.Team.Members);
        while (reviewer == author);
        return reviewer;
    }
}
