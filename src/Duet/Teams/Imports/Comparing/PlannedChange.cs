namespace Duet.Teams.Imports.Comparing;

/// <summary>One thing that an import does to the directory. The text <c>Change.{Code}</c> says it in words.</summary>
/// <param name="Kind">Added, changed or ended.</param>
/// <param name="Subject">What kind of thing.</param>
/// <param name="Name">Which one.</param>
/// <param name="Code">What happens to it.</param>
public sealed record PlannedChange(ChangeKind Kind, ChangeSubject Subject, string Name, string Code, params IReadOnlyList<object> Args)
{
    public required Spot Spot { get; init; }

    /// <summary>Days before the present one say something else afterwards: numbers of the past move.</summary>
    public bool MovesPast { get; init; }
}

public enum ChangeKind
{
    Added,
    Changed,
    Ended,
}

public enum ChangeSubject
{
    Team,
    Person,
    Product,
    Service,
}
