namespace Duet.Engine.Metrics;

/// <summary>The teams someone may see by name. Totals over all teams stay visible whatever the scope.</summary>
public sealed class TeamScope : IEquatable<TeamScope>
{
    private readonly IReadOnlyList<int>? teams;

    private TeamScope(IReadOnlyList<int>? teams) => this.teams = teams;

    public static TeamScope All { get; } = new(null);

    public bool IsAll => teams is null;

    /// <summary>The teams named, in the order of their ids; empty for <see cref="All"/>, and for someone who sees none.</summary>
    public IReadOnlyList<int> Teams => teams ?? [];

    /// <summary>These teams, and those below them.</summary>
    public static TeamScope Only(IEnumerable<int> teams) => new([.. teams.Distinct().Order()]);

    public bool Equals(TeamScope? other) => other is not null && IsAll == other.IsAll && Teams.SequenceEqual(other.Teams);

    public override bool Equals(object? obj) => Equals(obj as TeamScope);

    public override int GetHashCode() => IsAll ? 0 : Teams.Aggregate(1, HashCode.Combine);

    public override string ToString() => IsAll ? "all" : string.Join(',', Teams);
}
