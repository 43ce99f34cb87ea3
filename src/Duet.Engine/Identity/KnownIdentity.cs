namespace Duet.Engine.Identity;

/// <summary>An identity that facts hold.</summary>
/// <param name="Id">What the source calls it.</param>
/// <param name="Name">The name the source shows; may be empty.</param>
/// <param name="Person">The person it is linked to; null where it stands for itself.</param>
public sealed record KnownIdentity(IdentityKey Id, string Name, int? Person = null);
