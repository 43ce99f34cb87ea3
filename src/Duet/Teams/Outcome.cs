namespace Duet.Teams;

/// <summary>What became of a change of the organisation.</summary>
/// <param name="Kind">Added, changed, unchanged, or refused.</param>
/// <param name="Id">Of the row that was added, changed or found; 0 where refused.</param>
/// <param name="Refused">Why not.</param>
/// <param name="Moves">The past whose numbers by team, discipline or owner move; null where only the future does.</param>
public sealed record Outcome(OutcomeKind Kind, int Id, Refused? Refused = null, Validity? Moves = null)
{
    public static Outcome Added(int id, Validity? moves = null) => new(OutcomeKind.Added, id, Moves: moves);

    public static Outcome Changed(int id, Validity? moves = null) => new(OutcomeKind.Changed, id, Moves: moves);

    public static Outcome Unchanged(int id) => new(OutcomeKind.Unchanged, id);

    public static Outcome Refuse(string code, params IReadOnlyList<object> args) => new(OutcomeKind.Refused, 0, new Refused(code, args));
}

public enum OutcomeKind
{
    Added,
    Changed,
    Unchanged,
    Refused,
}
