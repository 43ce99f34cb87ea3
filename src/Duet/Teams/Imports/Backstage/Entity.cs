using System.Globalization;

namespace Duet.Teams.Imports.Backstage;

/// <summary>One document of a catalogue.</summary>
internal sealed class Entity(string file, YamlMap root, EntityRef self, YamlText name)
{
    private static readonly YamlMap Nothing = new(new Dictionary<string, YamlValue>(), 0, 0);

    public EntityRef Self => self;
    public YamlMap Spec { get; } = root.Map("spec") ?? Nothing;
    public YamlMap Metadata { get; } = root.Map("metadata")!;
    public YamlMap Annotations { get; } = root.Map("metadata")!.Map("annotations") ?? Nothing;
    public YamlMap Profile { get; } = root.Map("spec")?.Map("profile") ?? Nothing;
    public Spot Spot { get; } = new(file, name.Line, name.Column.ToString(CultureInfo.InvariantCulture));

    /// <summary>As its people write it.</summary>
    public string Title => Metadata.Text("title")?.Value ?? name.Value;

    public Spot At(YamlValue value) => new(file, value.Line, value.Column.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null, with a problem, where a document is no entity.</summary>
    public static Entity? Of(string file, YamlMap root, ImportNotes notes)
    {
        var spot = new Spot(file, root.Line, root.Column.ToString(CultureInfo.InvariantCulture));
        if (root.Text("kind") is not { } kind || root.Map("metadata")?.Text("name") is not { } name)
        {
            notes.Problem(spot, "entity");
            return null;
        }
        var space = root.Map("metadata")!.Text("namespace")?.Value ?? EntityRef.DefaultNamespace;
        return new Entity(file, root, new EntityRef(kind.Value.ToLowerInvariant(), space.ToLowerInvariant(), name.Value.ToLowerInvariant()), name);
    }
}
