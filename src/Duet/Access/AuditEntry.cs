namespace Duet.Access;

/// <summary>Something that somebody did, to be recorded. Holds no name and no mail address.</summary>
/// <param name="Actor">As <see cref="Caller.AuditName"/>.</param>
/// <param name="Action">Such as <c>role.grant</c>: what, a dot, what was done.</param>
/// <param name="Object">Such as <c>account:GUID</c>, <c>key:NAME</c>, <c>team:7</c>.</param>
/// <param name="Reason">What the actor typed, where a reason is asked for.</param>
/// <param name="Before">Short words, or a hash of what was there.</param>
/// <param name="After">Short words, or a hash of what is there now.</param>
internal sealed record AuditEntry(
    string Actor, string Action, string Object, string? Reason = null, string? Before = null, string? After = null);
