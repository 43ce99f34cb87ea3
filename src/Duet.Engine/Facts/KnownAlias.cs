namespace Duet.Engine.Facts;

/// <summary>An identity that some source has named.</summary>
/// <param name="Id">The dense integer that facts hold.</param>
/// <param name="SourceKind">What the source says it is.</param>
/// <param name="Kind">What it counts as, after the link of <see cref="Dimensions.Links"/>.</param>
/// <param name="Person">The person behind it: a <see cref="PersonNumber"/>, or <paramref name="Id"/> where no one has linked it.</param>
public sealed record KnownAlias(int Id, string Realm, string Key, string Name, ActorKind SourceKind, ActorKind Kind, int Person);
