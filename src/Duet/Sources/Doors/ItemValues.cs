namespace Duet.Sources.Doors;

/// <summary>What a message said, by the members that its door knows; those that it did not have are null.</summary>
internal sealed class ItemValues(IReadOnlyList<Member> members)
{
    private readonly object?[] values = new object?[members.Count];

    public IReadOnlyList<Member> Members => members;

    public object? this[int member]
    {
        get => values[member];
        set => values[member] = value;
    }

    public string? Text(string name) => (string?)values[Place(name)];

    public DateTimeOffset? Time(string name) => (DateTimeOffset?)values[Place(name)];

    public double? Number(string name) => (double?)values[Place(name)];

    public int? Ordinal(string name) => (int?)values[Place(name)];

    public bool Flag(string name) => values[Place(name)] is true;

    /// <summary>The text of a member that <see cref="ItemReader"/> would not have let be missing.</summary>
    public string Required(string name) => Text(name)!;

    private int Place(string name)
    {
        for (var i = 0; i < members.Count; i++)
            if (members[i].Name == name)
                return i;
        throw new ArgumentException($"The door has no member '{name}'.", nameof(name));
    }
}
