using Duet.Access;

namespace Duet.Teams;

/// <summary>What every change of the organisation leaves behind: a line in the audit log, and word to who keeps copies.</summary>
internal sealed class OrganisationLog(Audit audit)
{
    /// <summary>Something was changed: what was read before is old.</summary>
    public event Action? Changed;

    /// <summary>To be called when the change is stored: from then on nobody can take it back, so nobody can call this off.</summary>
    public async Task NoteAsync(Author author, OrganisationChange change)
    {
        Changed?.Invoke();
        await audit.RecordAsync(
            new AuditEntry(author.Name, change.Action, change.Object, change.Reason, change.Before, change.After), CancellationToken.None);
    }
}

/// <summary>A change as the audit log keeps it: ids and dates, no names.</summary>
/// <param name="Action">Such as <c>team.rename</c>.</param>
/// <param name="Object">Such as <c>team:7</c>.</param>
internal sealed record OrganisationChange(string Action, string Object, string? Before = null, string? After = null, string? Reason = null);
