namespace Duet.Teams.Imports.Backstage;

/// <summary>Names an entity of a catalogue: <c>[kind:][namespace/]name</c>, without regard to case.</summary>
internal readonly record struct EntityRef(string Kind, string Namespace, string Name)
{
    public const string DefaultNamespace = "default";

    /// <summary>What it is called here, so that a later import finds it again.</summary>
    public string ExternalId => $"backstage:{Kind}:{Namespace}/{Name}";

    /// <summary>Null where the text is no reference.</summary>
    public static EntityRef? Parse(string text, string defaultKind, string defaultNamespace = DefaultNamespace)
    {
        var rest = text.Trim().ToLowerInvariant();
        var (kind, space) = (defaultKind, defaultNamespace);
        if (rest.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon)
            (kind, rest) = (rest[..colon], rest[(colon + 1)..]);
        if (rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
            (space, rest) = (rest[..slash], rest[(slash + 1)..]);
        return kind.Length == 0 || space.Length == 0 || rest.Length == 0 || rest.Contains('/', StringComparison.Ordinal) || rest.Contains(':', StringComparison.Ordinal)
            ? null
            : new EntityRef(kind, space, rest);
    }
}
