using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>Turns drawn changes into what a forge and git would tell about them now.</summary>
internal sealed class ChangeFacts(SampleRepository repository, SampleClock clock)
{
    public void Tell(
        IReadOnlyList<SampleChange> changes, IReadOnlyList<SampleRelease> releases, IReadOnlyList<SampleDeployment> deployments,
        SampleFacts facts)
    {
        // Note: changes opened before the start are under way when it begins, and are not part of the history.
        foreach (var change in changes.Where(change => change.Opened >= 0 && clock.Seen(change.Opened) is not null))
        {
            var merged = clock.Seen(change.Merged);
            var release = merged is null ? null : releases.FirstOrDefault(release => release.At >= change.Merged);
            var released = clock.Seen(release?.At);
            var tag = released is null ? null : release!.Tag;
            facts.Changes.Add(Change(change, released, tag) with
            {
                DeployedAt = merged is null ? null : Deployed(change, deployments),
            });
            Reviews(change, facts);
            if (merged is { } at)
                Commits(change, at, released, tag, facts);
        }
    }

    private DateTimeOffset? Deployed(SampleChange change, IReadOnlyList<SampleDeployment> deployments) =>
        deployments.FirstOrDefault(deployment => deployment.Merged >= change.Merged) is { } carrier ? clock.Seen(carrier.Finished) : null;

    private ChangeFact Change(SampleChange change, DateTimeOffset? released, string? tag)
    {
        var files = change.Commits.SelectMany(commit => commit.Files).ToArray();
        var seen = change.Reviews.Where(review => clock.Seen(review.At) is not null).ToArray();
        return new ChangeFact
        {
            Repo = repository.Name,
            Id = change.Id,
            Number = change.Number,
            Title = change.Title,
            Service = repository.Service,
            Author = change.Author,
            AuthorKind = change.Author.Kind,
            FirstCommitAt = clock.At(change.FirstCommit),
            OpenedAt = clock.Seen(change.Opened),
            ReadyAt = clock.Seen(change.Ready),
            ReviewRequestedAt = change.Author.Kind == ActorKind.Human ? clock.Seen(change.Ready) : null,
            FirstReviewAt = clock.Seen(change.FirstReview),
            ApprovedAt = clock.Seen(change.Approved),
            MergedAt = clock.Seen(change.Merged),
            ClosedAt = clock.Seen(change.Merged ?? change.Closed),
            ReleasedAt = released,
            Release = tag,
            Additions = files.Sum(file => file.Additions),
            Deletions = files.Sum(file => file.Deletions),
            Files = files.Select(file => file.Path).Distinct().Count(),
            Commits = change.Commits.Count,
            ReviewRounds = seen.Count(review => review.Verdict == ReviewVerdict.ChangesRequested),
            Comments = seen.Sum(review => review.Comments),
            Reviewers = seen.Select(review => review.Reviewer).Distinct().Count(),
            Authors = change.Author.Kind == ActorKind.Human ? 1 + (change.Commits.Any(commit => commit.CoAuthored) ? 1 : 0) : 0,
            IsRevert = change.IsRevert,
            IsHotfix = change.IsHotfix,
            AiDeclared = change.AiDeclared,
            RevertedAt = clock.Seen(change.Reverted),
            Method = ChangeMethod.GitHub,
        };
    }

    private void Reviews(SampleChange change, SampleFacts facts)
    {
        var number = 0;
        foreach (var review in change.Reviews)
        {
            number++;
            if (clock.Seen(review.At) is not { } at)
                continue;
            facts.Reviews.Add(new ReviewFact
            {
                Repo = repository.Name,
                Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{change.Number}.{number}"),
                Change = change.Id,
                Reviewer = review.Reviewer,
                RequestedAt = clock.At(change.Ready),
                SubmittedAt = at,
                Verdict = review.Verdict,
                Comments = review.Comments,
            });
        }
    }

    private void Commits(SampleChange change, DateTimeOffset merged, DateTimeOffset? released, string? tag, SampleFacts facts)
    {
        foreach (var commit in change.Commits)
        {
            var at = clock.At(commit.At);
            facts.Commits.Add(Commit(change, commit.Sha, at, released, tag) with
            {
                Files = commit.Files.Count,
                Additions = commit.Files.Sum(file => file.Additions),
                Deletions = commit.Files.Sum(file => file.Deletions),
                CoAuthors = commit.CoAuthored ? 1 : 0,
            });
            facts.FileChanges.AddRange(commit.Files.Select(file => new FileChangeFact
            {
                Commit = commit.Sha,
                Path = file.Path,
                Repo = repository.Name,
                Area = file.Area,
                Author = change.Author,
                AuthorKind = change.Author.Kind,
                CommittedAt = at,
                Additions = file.Additions,
                Deletions = file.Deletions,
            }));
        }
        facts.Commits.Add(Commit(change, change.Sha, merged, released, tag) with { IsMerge = true, IsMainline = true });
    }

    private CommitFact Commit(SampleChange change, string sha, DateTimeOffset at, DateTimeOffset? released, string? tag) => new()
    {
        Repo = repository.Name,
        Sha = sha,
        Subject = change.Title,
        Author = change.Author,
        AuthorKind = change.Author.Kind,
        AuthoredAt = at,
        CommittedAt = at,
        IsMerge = false,
        IsRevert = change.IsRevert,
        IsHotfix = change.IsHotfix,
        AiDeclared = change.AiDeclared,
        RevertedAt = clock.Seen(change.Reverted),
        ReleasedAt = released,
        Release = tag,
        Change = change.Id,
    };
}
