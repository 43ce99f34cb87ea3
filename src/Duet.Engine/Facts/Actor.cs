namespace Duet.Engine.Facts;

/// <summary>What stands behind an identity: a person, a program, or an AI agent that writes code on its own.</summary>
public enum ActorKind
{
    Human,
    Bot,
    Agent,
}

/// <summary>
/// One identity as a source knows it. The store interns it to a dense integer alias by (<see cref="Realm"/>, <see cref="Key"/>),
/// never reused; which person stands behind an alias is a dimension.
/// </summary>
/// <param name="Realm">The name space of the key: <c>mail</c>, <c>github</c>, ...</param>
/// <param name="Key">The identity within the realm, already normalised (lower-case mail address, login ...).</param>
/// <param name="Name">The name shown to the person themselves; never listed for others.</param>
/// <param name="Kind">Human, bot or agent.</param>
public sealed record Actor(string Realm, string Key, string Name, ActorKind Kind);
