using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Portal;

/// <summary>What people outside see: public boards and what is shown on them, the roadmap, the changelog.</summary>
internal sealed class PortalReader(IDbContextFactory<AppDb> records, VoiceShelf shelf)
{
    public const int PageSize = 20;
    // Nobody reads on to the ten-thousandth post, and a program that does should not make us sort that far.
    private const int MostPages = 500;
    private const int StartLength = 240;
    private const int MostComments = 200;
    private const int MostShipped = 12;
    private const int MostEntries = 50;

    public async Task<IReadOnlyList<(Board Board, int Posts)>> BoardsAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var boards = await db.Set<Board>().AsNoTracking().Where(board => board.IsPublic).OrderBy(board => board.Name).ToListAsync(cancellationToken);
        var posts = await shelf.CountPostsAsync(cancellationToken);
        return [.. boards.Select(board => (board, posts.GetValueOrDefault(board.Id)))];
    }

    public async Task<Board?> BoardAsync(string slug, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Board>().AsNoTracking().SingleOrDefaultAsync(board => board.Slug == slug && board.IsPublic, cancellationToken);
    }

    public async Task<PostList> PostsAsync(Board board, string order, PublicState? state, string? text, int page, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        List<int>? among = null;
        if (text is { Length: > 0 })
            among = VoiceSearch.Matching(db, text) is { } matching ? await matching.ToListAsync(cancellationToken) : [];
        var (total, first) = await shelf.FirstAsync(
            key => key.ShownOn == board.Id && (state is null || key.Shown == state), among, order == "new" ? VoiceKey.By(VoiceOrder.Newest) : VoiceKey.ByVotes, null,
            Math.Clamp(page, 1, MostPages) * PageSize, cancellationToken);
        var pages = Math.Clamp((int)((total + PageSize - 1) / PageSize), 1, MostPages);
        page = Math.Clamp(page, 1, pages);
        var ids = first.Skip((page - 1) * PageSize).Take(PageSize).Select(key => key.Id).ToList();
        // What anybody may see is asked of the records themselves.
        var rows = (await Shown(db).Where(voice => ids.Contains(voice.Id)).Select(voice => new PostRow(
            voice.Id, voice.Title, voice.Body.Substring(0, StartLength), voice.CapturedAt, voice.Votes,
            db.Set<VoiceComment>().Count(comment => comment.VoiceId == voice.Id && comment.IsPublic), voice.Shown)).ToListAsync(cancellationToken))
            .OrderBy(row => ids.IndexOf(row.Id)).ToList();
        return new PostList(rows, (int)total, page, pages, order, state, text);
    }

    /// <summary>A post, or the number of the one that it became part of; neither where there is none to be seen.</summary>
    public async Task<(PostDetail? Post, int? Into)> PostAsync(Board board, int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(voice => voice.Id == id && voice.BoardId == board.Id && voice.IsPublic, cancellationToken) is not { } voice)
            return (null, null);
        if (voice.MergedIntoId is { } into)
            return (null, await Shown(db).AnyAsync(whole => whole.Id == into && whole.BoardId == board.Id, cancellationToken) ? into : null);
        if (!await Shown(db).AnyAsync(shown => shown.Id == id, cancellationToken))
            return (null, null);
        var comments = await db.Set<VoiceComment>().Where(comment => comment.VoiceId == id && comment.IsPublic).OrderBy(comment => comment.At).Take(MostComments)
            .Select(comment => new PostComment(comment.Body, comment.ShownName, comment.IsTeam, comment.At)).ToListAsync(cancellationToken);
        var merged = await db.Set<Voice>().CountAsync(part => part.MergedIntoId == id, cancellationToken);
        return (new PostDetail(voice.Id, voice.Title, voice.Body, voice.ShownName, voice.CapturedAt, voice.Votes, voice.Shown, voice.Language, comments, merged), null);
    }

    public async Task<Roadmap> RoadmapAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Initiative>().Where(initiative => initiative.IsPublic && initiative.State != InitiativeState.Dropped && initiative.State != InitiativeState.Closed)
            .Select(initiative => new
            {
                Title = initiative.PublicTitle ?? initiative.Name,
                initiative.Slot,
                initiative.State,
                initiative.ShippedAt,
                Product = db.Set<Product>().Where(product => product.Id == initiative.ProductId).Select(product => product.Name).FirstOrDefault(),
                // How many asked on the portal: what was said elsewhere is nobody's business outside.
                Asked = db.Set<VoiceLink>().Count(link => link.Target == LinkTarget.Initiative && link.TargetId == initiative.Id
                    && db.Set<Voice>().Any(voice => voice.Id == link.VoiceId && voice.IsPublic && voice.Shown != PublicState.InReview)),
            }).ToListAsync(cancellationToken);
        IReadOnlyList<RoadmapItem> Of(Func<RoadmapSlot?, InitiativeState, bool> isIn) =>
            [.. rows.Where(row => isIn(row.Slot, row.State)).OrderByDescending(row => row.ShippedAt).ThenByDescending(row => row.Asked).ThenBy(row => row.Title, StringComparer.Ordinal)
                .Select(row => new RoadmapItem(row.Title, row.Product, row.Asked, row.ShippedAt))];
        return new Roadmap(
            Of((slot, state) => state != InitiativeState.Shipped && slot == RoadmapSlot.Now),
            Of((slot, state) => state != InitiativeState.Shipped && slot == RoadmapSlot.Next),
            Of((slot, state) => state != InitiativeState.Shipped && slot == RoadmapSlot.Later),
            [.. Of((_, state) => state == InitiativeState.Shipped).Take(MostShipped)]);
    }

    public async Task<IReadOnlyList<ChangelogEntry>> ChangelogAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<ChangelogEntry>().AsNoTracking().OrderByDescending(entry => entry.PublishedAt).ThenByDescending(entry => entry.Id).Take(MostEntries).ToListAsync(cancellationToken);
    }

    /// <summary>The posts that anybody may see.</summary>
    private static IQueryable<Voice> Shown(AppDb db) => db.Set<Voice>().AsNoTracking().Where(voice =>
        voice.IsPublic && voice.BoardId != null && voice.Shown != PublicState.InReview && voice.MergedIntoId == null
        && (voice.ClosedAs == null || voice.ClosedAs == VoiceEnd.Done || voice.ClosedAs == VoiceEnd.Declined));
}
