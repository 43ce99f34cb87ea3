namespace Duet.Engine.Identity;

/// <summary>Names one identity of a source: <c>mail</c> and an address in lower case, <c>github</c> and a login, <c>name</c> and a name.</summary>
/// <param name="Realm">The name space; without a colon.</param>
/// <param name="Key">The identity within the realm, normalised as facts have it.</param>
public readonly record struct IdentityKey(string Realm, string Key)
{
    /// <summary><c>realm:key</c>.</summary>
    public override string ToString() => $"{Realm}:{Key}";

    /// <summary>Reads what <see cref="ToString"/> writes; null for any other text.</summary>
    public static IdentityKey? Parse(string? text) =>
        text?.IndexOf(':', StringComparison.Ordinal) is int colon and > 0 && colon < text.Length - 1
            ? new IdentityKey(text[..colon], text[(colon + 1)..])
            : null;
}
