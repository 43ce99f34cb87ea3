namespace Duet.Teams;

/// <summary>What every change of the organisation leaves behind: a line in the audit log, and word to who keeps copies.</summary>
internal sealed class OrganisationLog
{
    /// <summary>Something was changed: what was read before is old.</summary>
    public event Action? Changed;

    public Task NoteAsync(Author author, OrganisationChange change, CancellationToken cancellationToken)
    {
        Changed?.Invoke();
        return Task.CompletedTask;
    }
}

/// <summary>A change as the audit log keeps it: ids and dates, no names.</summary>
/// <param name="Action">Such as <c>team.rename</c>.</param>
/// <param name="Object">Such as <c>team:7</c>.</param>
internal sealed record OrganisationChange(string Action, string Object, string? Before = null, string? After = null, string? Reason = null);
