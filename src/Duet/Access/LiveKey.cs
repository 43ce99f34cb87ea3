namespace Duet.Access;

/// <summary>A key that is good now, and whose right bounds it: a disabled maker ends it, a lesser role lessens it.</summary>
internal sealed record LiveKey(ApiKey Key, Role Role, int? PersonId);
