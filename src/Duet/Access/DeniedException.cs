namespace Duet.Access;

/// <summary>Somebody asked for what the matrix does not let them do; answered 403.</summary>
internal sealed class DeniedException(Permission permission) : Exception($"{permission} is not allowed to the caller.")
{
    public Permission Permission { get; } = permission;
}
