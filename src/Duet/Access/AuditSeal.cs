using System.Security.Cryptography;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>Keeps the seal of the log's last record, and looks whether it fits.</summary>
/// <remarks>
/// A program without the key (a verb that was given another data directory) adds records behind the seal; the next one with
/// the key seals them too, but only where the seal before still fits. So nothing that was sealed once can go unnoticed.
/// </remarks>
internal static class AuditSeal
{
    /// <summary>The first seal of an installation, with a new key; nothing where there is a key or a seal already.</summary>
    public static async Task BeginAsync(AppDb db, AuditKey key, CancellationToken cancellationToken)
    {
        if (key.Read() is not null)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await AuditGuards.NoteAsync(db, cancellationToken) is not { Seal: null } note)
            return;
        await WriteAsync(db, note, key.Make(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Moves the seal to the record that was just written.</summary>
    public static async Task FollowAsync(AppDb db, AuditKey? key, CancellationToken cancellationToken)
    {
        if (key?.Read() is { } secret
            && await AuditGuards.NoteAsync(db, cancellationToken) is { } note && await FitsAsync(db, note, secret, cancellationToken))
            await WriteAsync(db, note, secret, cancellationToken);
    }

    /// <summary>True where what was sealed is still there; also where nothing was sealed yet.</summary>
    public static async Task<bool> HoldsAsync(AppDb db, AuditNote note, AuditKey? key, CancellationToken cancellationToken) =>
        key is null || (key.Read() is { } secret ? await FitsAsync(db, note, secret, cancellationToken) : note.Seal is null);

    private static async Task<bool> FitsAsync(AppDb db, AuditNote note, byte[] key, CancellationToken cancellationToken)
    {
        if (note is not { Seal: { } seal, Sealed: { } number })
            return false;
        var hash = number == 0 ? AuditChain.Start
            : await db.Set<AuditRecord>().Where(record => record.Number == number).Select(record => record.Hash).FirstOrDefaultAsync(cancellationToken);
        return hash is { Length: SHA256.HashSizeInBytes } && CryptographicOperations.FixedTimeEquals(seal, AuditKey.SealOf(key, number, hash));
    }

    private static Task<int> WriteAsync(AppDb db, AuditNote note, byte[] key, CancellationToken cancellationToken)
    {
        var seal = AuditKey.SealOf(key, note.Number, note.Hash);
        return db.Database.ExecuteSqlAsync(
            $"""UPDATE audit_head SET "Sealed" = {note.Number}, "Seal" = {seal} WHERE "Number" = {note.Number}""", cancellationToken);
    }
}
