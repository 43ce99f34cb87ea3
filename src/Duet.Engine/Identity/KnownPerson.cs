namespace Duet.Engine.Identity;

/// <summary>Somebody of the directory.</summary>
/// <param name="Id">The number in the directory.</param>
/// <param name="Name">As the directory writes it.</param>
/// <param name="Mail">In lower case; null where it is not known.</param>
public sealed record KnownPerson(int Id, string Name, string? Mail);
