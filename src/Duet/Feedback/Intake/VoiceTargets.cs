using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>Finds what a voice is about, and whose it is, by the names that senders use.</summary>
internal static class VoiceTargets
{
    public static Task<int?> ProductAsync(AppDb db, string? name, CancellationToken cancellationToken)
    {
        var key = Names.Key(name ?? "");
        return key.Length == 0 ? Task.FromResult<int?>(null)
            : db.Set<Product>().Where(product => product.Key == key || product.ExternalId == name).Select(product => (int?)product.Id).FirstOrDefaultAsync(cancellationToken);
    }

    public static Task<int?> ToolAsync(AppDb db, string? name, CancellationToken cancellationToken)
    {
        var key = Names.Key(name ?? "");
        return key.Length == 0 ? Task.FromResult<int?>(null)
            : db.Set<Tool>().Where(tool => tool.Key == key).Select(tool => (int?)tool.Id).FirstOrDefaultAsync(cancellationToken);
    }

    // Customers come with what they say: one that nobody entered yet is added.
    public static async Task<CustomerAccount?> AccountAsync(AppDb db, string? given, CancellationToken cancellationToken)
    {
        var name = VoiceText.Line(given ?? "");
        if (name.Length is 0 or > CustomerAccount.LongestName)
            return null;
        var key = name.ToLowerInvariant();
        var known = await db.Set<CustomerAccount>().FirstOrDefaultAsync(account => account.Key == key || account.ExternalId == name, cancellationToken);
        if (known is not null)
            return known;
        var added = new CustomerAccount { Name = name, Key = key };
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return added;
    }
}
