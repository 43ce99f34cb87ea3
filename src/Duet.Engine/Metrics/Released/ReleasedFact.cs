using Duet.Engine.Surveys;

namespace Duet.Engine.Metrics.Released;

/// <summary>What pages may say about numbers that are released elsewhere. They have no rows: nothing can be filtered or computed again.</summary>
/// <param name="Name">What pages write in <c>fact</c>.</param>
/// <param name="At">What they write in <c>at</c>.</param>
/// <param name="Dimensions">What queries always may name; a source may know more.</param>
public sealed record ReleasedFact(string Name, string At, IReadOnlyList<ReleasedAggregate> Aggregates, IReadOnlyList<string> Dimensions)
{
    /// <summary>Answers to surveys: released once, when a wave closes.</summary>
    public static ReleasedFact Survey { get; } = new("survey", "closed_on",
        [
            new("favourable", Unit.Share, ReleaseForm.Share),
            new("mean", Unit.Number, ReleaseForm.Mean),
            new("score", Unit.Number, ReleaseForm.Score),
            new("answered", Unit.Share, null),
        ], [Item, "instrument", "team"]);

    /// <summary>The dimension that says which question.</summary>
    public const string Item = "item";

    public static IReadOnlyList<ReleasedFact> All { get; } = [Survey];

    /// <summary>Null where the fact has rows, or does not exist.</summary>
    public static ReleasedFact? Find(string name) => All.FirstOrDefault(fact => fact.Name == name);

    public ReleasedAggregate? Aggregate(string name) => Aggregates.FirstOrDefault(aggregate => aggregate.Name == name);
}

/// <summary>One kind of number.</summary>
/// <param name="Unit">The page's unit must be this.</param>
/// <param name="Form">How the numbers are released; null for the share of those asked who answered, which is of no item.</param>
public sealed record ReleasedAggregate(string Name, Unit Unit, ReleaseForm? Form);
