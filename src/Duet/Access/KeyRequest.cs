namespace Duet.Access;

/// <summary>A key that somebody asks for.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">Empty for <see cref="Access.Scopes.Default"/>.</param>
/// <param name="ExpiresAt">Null where it is good until it is revoked.</param>
internal sealed record KeyRequest(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>The text of a new key, or why there is none.</summary>
internal sealed record KeyAnswer(string? Text, KeyRefusal? Refusal);

internal enum KeyRefusal
{
    /// <summary>Names have letters, digits, blanks, dots, hyphens, underscores: 60 at most, a letter or digit first.</summary>
    BadName,
    NameTaken,

    /// <summary>There is no such scope, or none that the maker's role could use.</summary>
    BadScope,

    /// <summary>The end lies in the past.</summary>
    BadExpiry,
}
