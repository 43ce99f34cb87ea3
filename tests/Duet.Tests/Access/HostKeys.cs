using Duet.Access;

namespace Duet.Tests.Access;

/// <summary>Keys as the command line on the host makes them.</summary>
internal static class HostKeys
{
    public static Task<KeyAnswer> AddAsync(this Keys keys, string name, CancellationToken cancellationToken) =>
        keys.AddAsync(new KeyRequest(name, []), Caller.Host, cancellationToken);

    public static Task<IReadOnlyList<ApiKey>> ListAsync(this Keys keys, CancellationToken cancellationToken) =>
        keys.ListAsync(Caller.Host, cancellationToken);

    public static Task<bool> RevokeAsync(this Keys keys, string name, CancellationToken cancellationToken) =>
        keys.RevokeAsync(name, Caller.Host, cancellationToken);
}
