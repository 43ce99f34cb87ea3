using System.Globalization;

namespace Duet.Engine.Identity;

/// <summary>One side of a suggestion: a person of the directory, or an identity that is linked to nobody.</summary>
public readonly record struct Party
{
    private const string PersonRealm = "person";

    private Party(int? person, IdentityKey identity) => (Person, Identity) = (person, identity);

    /// <summary>Null where the side is an identity.</summary>
    public int? Person { get; }

    /// <summary>Only meant where <see cref="Person"/> is null.</summary>
    public IdentityKey Identity { get; }

    /// <summary>The side that is a person.</summary>
    public static Party Of(int person) => new(person, default);

    /// <summary>The side that is an identity.</summary>
    public static Party Of(IdentityKey identity) => new(null, identity);

    /// <summary><c>person:7</c>, or the identity as <see cref="IdentityKey"/> writes it.</summary>
    public override string ToString() =>
        Person is { } person ? string.Create(CultureInfo.InvariantCulture, $"{PersonRealm}:{person}") : Identity.ToString();

    /// <summary>Reads what <see cref="ToString"/> writes; null for any other text.</summary>
    public static Party? Parse(string? text) => IdentityKey.Parse(text) switch
    {
        { Realm: PersonRealm, Key: var number } => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var person) ? Of(person) : null,
        { } identity => Of(identity),
        null => null,
    };
}
