using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests;

/// <summary>
/// An empty database with today's tables. To make them takes hundreds of statements, and hundreds of tests start with none; that they
/// are made, and brought here from all older ones, is tested by itself.
/// </summary>
internal static class MadeTables
{
    private static readonly Lazy<Task<byte[]>> Made = new(MakeAsync);

    public static async Task PutAsync(string file) => await File.WriteAllBytesAsync(file, await Made.Value);

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new TemporaryFolder();
        var store = RecordsStore.At(Path.Combine(folder.Path, "made.db"), null);
        await store.MigrateAsync(CancellationToken.None);
        await using var db = store.CreateDbContext();
        // One file, without the log beside it.
        var whole = Path.Combine(folder.Path, "whole.db");
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {whole}");
        var made = await File.ReadAllBytesAsync(whole);
        // As the program leaves it: the two bytes say that a log lies beside it, else its first reader would have to write.
        (made[18], made[19]) = (2, 2);
        return made;
    }
}
