using Duet.Access;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Portal.Boards;

/// <summary>The boards of the portal, as those who run it set them up.</summary>
internal sealed class PortalBoards(IDbContextFactory<AppDb> records, Audit audit)
{
    public async Task<IReadOnlyList<Board>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Board>().AsNoTracking().OrderBy(board => board.Name).ToListAsync(cancellationToken);
    }

    public async Task<(IReadOnlyList<Product> Products, IReadOnlyList<Tool> Tools)> SubjectsAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return (await db.Set<Product>().AsNoTracking().OrderBy(product => product.Key).ToListAsync(cancellationToken),
            await db.Set<Tool>().AsNoTracking().OrderBy(tool => tool.Key).ToListAsync(cancellationToken));
    }

    /// <returns>What is wrong with it; null where it was saved.</returns>
    public async Task<string?> SaveAsync(BoardInput input, Author author, CancellationToken cancellationToken)
    {
        var (wanted, problem) = input.Read();
        if (wanted is null)
            return problem;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var board = input.Number() is { } id ? await db.Set<Board>().FindAsync([id], cancellationToken) : null;
        if (input.Id is { Length: > 0 } && board is null)
            return "gone";
        // Those who lead developer experience have developers' boards.
        if (author.TriagesDevelopersOnly && (wanted.Kind != VoiceKind.Developer || board is { Kind: not VoiceKind.Developer }))
            return "not-yours";
        if (await db.Set<Board>().AnyAsync(other => other.Slug == wanted.Slug && other.Id != (board == null ? 0 : board.Id), cancellationToken))
            return "slug-taken";
        if ((wanted.ProductId is { } product && !await db.Set<Product>().AnyAsync(known => known.Id == product, cancellationToken))
            || (wanted.ToolId is { } tool && !await db.Set<Tool>().AnyAsync(known => known.Id == tool, cancellationToken)))
            return "gone";
        if (board is null)
            db.Add(board = wanted);
        else
            (board.Slug, board.Name, board.Kind, board.ProductId, board.ToolId, board.IsPublic, board.ReviewFirst, board.EmbedOrigins) =
                (wanted.Slug, wanted.Name, wanted.Kind, wanted.ProductId, wanted.ToolId, wanted.IsPublic, wanted.ReviewFirst, wanted.EmbedOrigins);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(
            author.Name, input.Id is { Length: > 0 } ? "board.edit" : "board.add", $"board:{board.Id}",
            After: $"{board.Slug}, {(board.IsPublic ? "public" : "closed")}, {(board.ReviewFirst ? "reviewed" : "shown at once")}"), cancellationToken);
        return null;
    }
}
